using GoTick.Core.Client;

namespace GoTick;

/// <summary>A queue as it was when it was looked up.</summary>
public sealed class TickQueue
{
    internal TickQueue(QueueView queue, string store)
    {
        Name = queue.Name;
        Ready = queue.Ready;
        Workers = queue.Workers;
        IsPaused = queue.IsPaused;
        Store = store;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Runs and branches that wait in it for a worker.</summary>
    public long Ready { get; }

    /// <summary>Live workers that serve it.</summary>
    public int Workers { get; }

    /// <summary>True when workers take nothing from it.</summary>
    public bool IsPaused { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
