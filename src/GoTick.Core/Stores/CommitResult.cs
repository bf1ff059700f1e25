namespace GoTick.Core.Stores;

/// <summary>What the store did with a batch.</summary>
public enum CommitResult
{
    /// <summary>Applied now.</summary>
    Ok,

    /// <summary>Applied before; only the answer had been lost. Or, under <see cref="Guard.In"/>: each message to the item is in its inbox; nothing was done.</summary>
    Already,

    /// <summary>Refused: the item exists.</summary>
    Exists,

    /// <summary>Refused: there is no such item.</summary>
    Gone,

    /// <summary>Refused: not under this lease, not with this journal, not in this place.</summary>
    Stale,

    /// <summary>Refused: a text that the batch wants to hold is not in this partition; put it there and repeat.</summary>
    BlobMissing,

    /// <summary>
    /// Refused: somebody who does not hold the item posts to it, and its inbox has <see cref="StoreLimits.InboxMessages"/> messages. Repeat it later.
    /// </summary>
    Full,
}
