namespace GoTick.Core.Stores;

/// <summary>Where a work item is. The store's business: decisions never set it, they choose a verb.</summary>
public enum Place
{
    /// <summary>In a line of its queue.</summary>
    Ready,

    /// <summary>A worker has the right to it until its lease ends.</summary>
    Leased,

    /// <summary>Waiting for a message or a timer.</summary>
    Waiting,

    /// <summary>Suspended; only a decision brings it back, or the timer that it was parked with.</summary>
    Parked,

    /// <summary>Over; kept until its retention has passed.</summary>
    Ended,
}
