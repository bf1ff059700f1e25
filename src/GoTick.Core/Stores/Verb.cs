using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>
/// An effect whose condition is checked inside the store, in the same atomic step. Verbs without a target act on the batch's own item and are
/// applied in order, after the batch's events and fields.
/// </summary>
public abstract record Verb
{
    private Verb()
    {
    }

    /// <summary>Where the item queues when it is ready.</summary>
    /// <param name="Queue">The queue's name.</param>
    /// <param name="Priority">−100 to 100; the higher first within a line.</param>
    /// <param name="Line">The line within the bands <see cref="Band.Branches"/> and <see cref="Band.New"/>; empty = the common one.</param>
    public sealed record Route(string Queue, int Priority, string Line) : Verb;

    /// <summary>Gives the lease back, if there is one, and puts the item into its queue.</summary>
    public sealed record Ready(Band Band) : Verb;

    /// <summary>
    /// Gives the lease back and waits: for a message after the <paramref name="SeenInbox"/>th, or for the timer. When such a message
    /// has already come, the item goes back to ready at once.
    /// </summary>
    /// <param name="SeenInbox">How many messages were ever posted as far as the holder knows.</param>
    /// <param name="WakeAt">When to wake; null = by a message only.</param>
    /// <param name="Band">The band to wake in.</param>
    public sealed record Sleep(long SeenInbox, StoreTime? WakeAt, Band Band) : Verb;

    /// <summary>
    /// Puts a message into an item's inbox, once per id, and wakes it if it waits; when it is leased, its worker gets mail. A missing or ended target is
    /// passed over.
    /// </summary>
    public sealed record Post(ItemId Target, string MessageId, byte[] Message) : Verb;

    /// <summary>Removes messages that are in the journal now.</summary>
    public sealed record Take(IReadOnlyList<string> MessageIds) : Verb;

    /// <summary>Ends the item: lease, timer, open gate and inbox are dropped; it is kept for <paramref name="Retain"/>.</summary>
    public sealed record End(TimeSpan Retain) : Verb;

    /// <summary>
    /// Gives the lease back and parks the item until a decision brings it back, or until the timer is due: then it is ready in <see cref="Band.Control"/>.
    /// A message does not wake it; but when one after the <paramref name="SeenInbox"/>th has already come, the item goes back to ready (<see cref="Band.Control"/>)
    /// instead: nobody else would look at it.
    /// </summary>
    /// <param name="WakeAt">When to wake; null = only a decision brings it back.</param>
    /// <param name="SeenInbox">How many messages were ever posted as far as the holder knows; null = park whatever has come.</param>
    public sealed record Park(StoreTime? WakeAt = null, long? SeenInbox = null) : Verb;

    /// <summary>
    /// Goes on as new: the journal is dropped before the batch's events are appended, which are the first of the new one. Inbox, log, fields and gate stay. Only
    /// under <see cref="Guard.Held"/>, in a batch that gives the lease back: journal lengths begin anew, so what was written under this lease must not be
    /// able to come late. A repeated batch is answered <c>already</c>.
    /// </summary>
    /// <param name="Epoch">The epoch of the new journal: that of the header + 1.</param>
    public sealed record Replace(int Epoch) : Verb;

    /// <summary>
    /// Stores inputs of the item's next gate from index <paramref name="From"/> on. Repeated until all are there; then <see cref="GateOpen"/>.
    /// </summary>
    public sealed record GateFill(string Gate, int From, IReadOnlyList<byte[]> Inputs) : Verb;

    /// <summary>Opens the filled gate and starts its first branches.</summary>
    public sealed record GateOpen(GateSpec Spec) : Verb;

    /// <summary>
    /// The item is branch <paramref name="Branch"/> of <paramref name="Gate"/> and has ended: its outcome is stored, the item deleted, the next branch
    /// started; if that fulfils the gate or nothing lives any more, the parent gets the gate's message. If the gate is gone, the item is only deleted.
    /// </summary>
    public sealed record GateEnd(string Gate, int Branch, bool Failed, byte[] Outcome) : Verb;

    /// <summary>
    /// Has a gate start no further branches, or go on starting them: as many at once as its limit allows. It does not count as over meanwhile, although none of
    /// its branches may be left. A gate that is gone, or is so already, is passed over.
    /// </summary>
    public sealed record GatePause(string Gate, bool IsPaused) : Verb;

    /// <summary>Deletes the item's gate with its inputs, outcomes and every branch that still lives, and what those have opened.</summary>
    public sealed record GateClose(string Gate) : Verb;

    /// <summary>
    /// Creates another item of the same partition, with its own events, fields and verbs; one that exists is passed over. A text that it holds must be there,
    /// or the whole batch is refused.
    /// </summary>
    public sealed record Child : Verb
    {
        /// <param name="start">The batch that creates it; its guard is <see cref="Guard.Absent"/>.</param>
        public Child(Batch start)
        {
            if (start.Guard is not Guard.Absent)
            {
                throw new ArgumentException($"A child is made under the guard that it is absent, not under {start.Guard}.", nameof(start));
            }

            start.FindReplace();

            Start = start;
        }

        /// <summary>The batch that creates it.</summary>
        public Batch Start { get; }
    }

    /// <summary>Adds the item to (or removes it from) a named index, ordered by the item's creation.</summary>
    public sealed record List(string IndexName, bool IsMember) : Verb;

    /// <summary>Appends records to the log of a run, which keeps the newest <see cref="StoreLimits.LogRecords"/>.</summary>
    public sealed record Log(ItemId Run, IReadOnlyList<byte[]> Records) : Verb;

    /// <summary>Holds a stored text. When the text is not there, the whole batch is refused: <c>blobMissing</c>.</summary>
    public sealed record BlobHold(string Hash) : Verb;

    /// <summary>Lets a stored text go; who holds none of it any more may have it deleted.</summary>
    public sealed record BlobRelease(string Hash) : Verb;

    /// <summary>Deletes the item with its journal, inbox and log.</summary>
    public sealed record Remove : Verb;
}
