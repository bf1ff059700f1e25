namespace GoTick;

/// <summary>What becomes of a schedule's times that no worker was there for.</summary>
public enum TickMisfire
{
    /// <summary>One run, for the last of them. The default.</summary>
    RunOnce,

    /// <summary>None.</summary>
    Skip,

    /// <summary>A run for each.</summary>
    RunAll,
}
