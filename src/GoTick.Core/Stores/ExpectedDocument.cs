namespace GoTick.Core.Stores;

/// <summary>A document as it was read.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Document">What was read. Its body is compared, too: a name that was deleted and written again counts its revisions anew.</param>
public sealed record ExpectedDocument(string Kind, Document Document)
{
    /// <summary>True when <paramref name="found"/> is what was read.</summary>
    internal bool Is(Document? found) => found is not null && found.Revision == Document.Revision && found.Body.AsSpan().SequenceEqual(Document.Body);
}
