namespace GoTick.Core.Client.Transfer;

/// <summary>One run with all that belongs to it: its text, its journal, its branches, its inbox and its log; and the child that it waits for, with the same.</summary>
internal sealed class RunArchive
{
    /// <summary>The format that this GoTick writes; it reads up to this one. docs/run-archive.md says what stands in it.</summary>
    public const int Format = 1;

    public required ArchivedItem Run { get; init; }

    /// <summary>The child that the run waits for, then the one that this waits for, and so on: none of them has ended.</summary>
    public List<ArchivedItem> Children { get; } = [];

    /// <summary>The stored forms of their texts, by name.</summary>
    public Dictionary<string, byte[]> Texts { get; } = new(StringComparer.Ordinal);
}
