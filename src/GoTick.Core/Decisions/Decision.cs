using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>What a decision wants: events, header fields and effects. Applied by the store as a whole or not at all.</summary>
internal sealed record Decision
{
    public IReadOnlyList<JournalEvent> Events { get; init; } = [];

    /// <summary>Events that are in the wire format already; a copy of a journal is not decoded for being written.</summary>
    public IReadOnlyList<byte[]> Raw { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string?>> Fields { get; init; } = [];

    public IReadOnlyList<Verb> Verbs { get; init; } = [];
}
