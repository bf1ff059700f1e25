namespace GoTick.Core.Stores;

/// <summary>What the store did with a batch.</summary>
public enum CommitResult
{
    /// <summary>Applied now.</summary>
    Ok,

    /// <summary>Applied before; only the answer had been lost.</summary>
    Already,

    /// <summary>Refused: the item exists.</summary>
    Exists,

    /// <summary>Refused: there is no such item.</summary>
    Gone,

    /// <summary>Refused: not under this lease, not with this journal, not in this place.</summary>
    Stale,

    /// <summary>Refused: a text that the batch wants to hold is not in this partition; put it there and repeat.</summary>
    BlobMissing,

    /// <summary>Refused: an inbox that the batch posts to holds <see cref="StoreLimits.InboxMessages"/> already; repeat it later.</summary>
    InboxFull,

    /// <summary>Refused: the document that the decision was made from is another by now.</summary>
    DocumentChanged,
}
