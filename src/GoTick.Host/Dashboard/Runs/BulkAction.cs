namespace GoTick.Host.Dashboard.Runs;

/// <summary>What can be done to several runs at once.</summary>
public enum BulkAction
{
    /// <summary>End them as cancelled.</summary>
    Cancel,

    /// <summary>Stop them until somebody resumes them.</summary>
    Suspend,

    /// <summary>Let suspended ones go on.</summary>
    Resume,

    /// <summary>Make new runs from them.</summary>
    Restart,

    /// <summary>Remove ended ones.</summary>
    Remove,
}
