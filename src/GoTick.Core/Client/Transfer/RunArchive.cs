namespace GoTick.Core.Client.Transfer;

/// <summary>One run with all that belongs to it: its text, its journal, its branches, its inbox and its log.</summary>
internal sealed class RunArchive
{
    /// <summary>The format that this GoTick writes; it reads up to this one. docs/run-archive.md says what stands in it.</summary>
    public const int Format = 1;

    public required ArchivedItem Run { get; init; }

    /// <summary>The name of its text.</summary>
    public required string Version { get; init; }

    /// <summary>The stored form of its text.</summary>
    public required byte[] Text { get; init; }

    /// <summary>Its log.</summary>
    public List<byte[]> Log { get; } = [];
}
