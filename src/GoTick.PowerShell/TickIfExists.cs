namespace GoTick;

/// <summary>What a start does when a run with the wanted id exists.</summary>
public enum TickIfExists
{
    /// <summary>Refuses: <c>TickRunExists</c>.</summary>
    Error,

    /// <summary>Gives that run, if its flow and arguments are the same; else <c>TickRunConflict</c>.</summary>
    Return,

    /// <summary>Cancels it if it has not ended, removes it and starts anew.</summary>
    Restart,
}
