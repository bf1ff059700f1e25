namespace GoTick.PowerShell.Remote;

/// <summary>An answer to what a run asks. Who gives it is the caller.</summary>
internal sealed record VoteBody
{
    /// <summary>Which approval, by its step's key. Default: the one that is pending.</summary>
    public string? Name { get; init; }

    /// <summary>What the voter has seen, the approval's <c>ask</c>. Default: what is asked now, unseen.</summary>
    public string? Ask { get; init; }

    /// <summary>True = approved, false = denied.</summary>
    public required bool Approves { get; init; }

    /// <summary>What to say about it, at most 10,000 characters.</summary>
    public string? Comment { get; init; }
}
