using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>
/// The outcome of a decision, applied as a whole or not at all: a guard on one item, events for its journal, header fields, and verbs. All that
/// it touches lies in the item's partition.
/// </summary>
public sealed record Batch
{
    /// <summary>The item it is about.</summary>
    public required ItemId Item { get; init; }

    /// <summary>What must hold.</summary>
    public required Guard Guard { get; init; }

    /// <summary>Events to append, in the wire format.</summary>
    public IReadOnlyList<byte[]> Events { get; init; } = [];

    /// <summary>Header fields to set; a null value removes the field. Values should stay below 64 bytes: Redis keeps such hashes compact.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Fields { get; init; } = [];

    /// <summary>Effects, in order.</summary>
    public IReadOnlyList<Verb> Verbs { get; init; } = [];

    /// <summary>The verb that replaces the journal; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The batch must not do that (see <see cref="Verb.Replace"/>).</exception>
    internal Verb.Replace? FindReplace()
    {
        Verb.Replace? found = null;
        bool givesBack = false;
        for (int i = 0; i < Verbs.Count; i++)
        {
            found ??= Verbs[i] as Verb.Replace;
            givesBack |= Verbs[i] is Verb.Ready or Verb.Sleep or Verb.Park or Verb.End or Verb.GateEnd or Verb.Remove;
        }

        return found is null || (Guard is Guard.Held && givesBack)
            ? found
            : throw new InvalidOperationException($"Only the holder of {Item} can replace its journal, in the batch with which it gives the lease back.");
    }
}
