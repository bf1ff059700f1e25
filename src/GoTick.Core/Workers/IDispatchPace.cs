namespace GoTick.Core.Workers;

/// <summary>Gives the dispatcher its turns, one after another, and threads to what is decided without a slot.</summary>
internal interface IDispatchPace
{
    /// <summary>Begins: the turn is taken, and taken again when the time that it gave is over, or before; null ends it.</summary>
    void Start(Func<TimeSpan?> turn);

    /// <summary>There is something to look at: the next turn is now, or once the one that is on has ended.</summary>
    void Pulse();

    /// <summary>Takes one more turn, which ends it; ends when that is over.</summary>
    Task StopAsync();

    /// <summary>Does something that blocks, on a thread of its own; ends when that is over.</summary>
    Task OnThreadAsync(Action work);
}
