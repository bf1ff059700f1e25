using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>What must hold for a batch to be applied. Checked inside the store, before its first write.</summary>
public abstract record Guard
{
    private Guard()
    {
    }

    /// <summary>
    /// The item must not exist; the batch creates it. When it exists with the same <paramref name="Nonce"/>, the batch was applied before
    /// and only its answer was lost: <c>already</c>; else <c>exists</c>.
    /// </summary>
    public sealed record Absent(string Nonce) : Guard;

    /// <summary>
    /// The item must be leased under this lease, with exactly <paramref name="Length"/> journal events. When the journal is longer by the
    /// batch's own events, or the lease was given back by a batch without events, it was applied before: <c>already</c>. For one that replaces the journal, the
    /// epoch decides.
    /// </summary>
    public sealed record Held(Lease Lease, int Length) : Guard;

    /// <summary>
    /// The item must have been created under this nonce, and have exactly <paramref name="Length"/> journal events: whoever made it goes on building it, in
    /// batches with at least one event each. When its journal is longer by these events or more, the batch was applied before: <c>already</c>.
    /// </summary>
    /// <remarks>It is built in the place <c>Ended</c>, where nobody can claim it; the last batch makes it ready.</remarks>
    public sealed record Made(string Nonce, int Length) : Guard;

    /// <summary>
    /// The item must exist and be in one of these places; used by those who do not hold it and write no journal. A batch that posts to the item itself stands
    /// for its messages: when all of them are in the inbox (by their ids), nothing is done, <c>already</c>; when the inbox has no room for them, <c>full</c>.
    /// </summary>
    public sealed record In(params Place[] Places) : Guard
    {
        /// <summary>
        /// The nonce that the item was made with; null = whatever it was. Tells the item that was looked at from one that was made under its id since.
        /// </summary>
        public string? Nonce { get; init; }

        /// <inheritdoc/>
        public bool Equals(In? other) => other is not null && Nonce == other.Nonce && Places.AsSpan().SequenceEqual(other.Places);

        /// <inheritdoc/>
        public override int GetHashCode() => Places.Length;
    }
}
