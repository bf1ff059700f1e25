namespace GoTick.Core.Stores;

/// <summary>The answer to a batch.</summary>
/// <param name="Result">What was done.</param>
/// <param name="Length">The item's journal length now; 0 when it does not exist.</param>
/// <param name="Inbox">How many messages were ever posted to it.</param>
/// <param name="Place">Where it is now; <see cref="Stores.Place.Ended"/> when it does not exist.</param>
/// <param name="Now">The partition's time.</param>
public readonly record struct CommitReply(CommitResult Result, int Length, long Inbox, Place Place, StoreTime Now)
{
    /// <summary>True when the batch is in the store.</summary>
    public bool IsApplied => Result is CommitResult.Ok or CommitResult.Already;
}
