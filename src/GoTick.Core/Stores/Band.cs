namespace GoTick.Core.Stores;

/// <summary>The order in which a queue's ready items are handed out: the lower band first.</summary>
public enum Band
{
    /// <summary>Cancel, time-out, and what was parked until a time: handled without a slot.</summary>
    Control = 0,

    /// <summary>Runs and branches that have begun.</summary>
    Started = 1,

    /// <summary>Branches that have not begun; a line per run, so that one large fan-out does not starve the others.</summary>
    Branches = 2,

    /// <summary>Runs that have not begun; a line per concurrency key.</summary>
    New = 3,
}
