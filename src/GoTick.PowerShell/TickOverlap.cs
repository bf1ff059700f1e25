namespace GoTick;

/// <summary>What happens when a schedule's time comes while a run of it has not ended.</summary>
public enum TickOverlap
{
    /// <summary>The runs go side by side. The default.</summary>
    Allow,

    /// <summary>The time is passed over, and counted.</summary>
    Skip,

    /// <summary>The run starts when the one before has ended; one waits at most.</summary>
    Queue,

    /// <summary>The run before is cancelled; the new one starts when that has ended.</summary>
    Cancel,
}
