using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Limits;

/// <summary>
/// Asks limits for permits and gives them back. A limit lies in another partition than its runs, so nothing here is one step with a run's commit: each call is
/// safe to repeat, and what may be cut off in between is found in an index and done again.
/// </summary>
internal sealed class Permits(IFlowStore store)
{
    private const int WakeAtOnce = 16;
    private static readonly Guard Awaiting = new Guard.In(Place.Waiting, Place.Leased);

    /// <summary>Asks for a permit.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="spec">What it allows.</param>
    /// <param name="header">Who asks.</param>
    /// <param name="tag">Under what.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public ValueTask<PermitReply> AskAsync(LimitName limit, LimitSpec spec, ItemHeader header, string tag, CancellationToken cancel) => store.PermitAsync(
        Request(limit, spec) with
        {
            Ask = new PermitAsk(PermitHolderName.Of(header).Text, tag, header.Fields.GetValueOrDefault(HeaderFields.Key, ""), header.Priority),
        },
        cancel);

    /// <summary>Somebody leaves; who can go on is woken.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="spec">What it allows; null = everything.</param>
    /// <param name="leave">Who leaves.</param>
    /// <param name="wake">How many are woken at the most.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task LeaveAsync(LimitName limit, LimitSpec? spec, IReadOnlyList<PermitLeave> leave, int wake, CancellationToken cancel)
    {
        PermitReply reply = await store.PermitAsync(Request(limit, spec) with { Leave = leave, Wake = wake }, cancel);
        await WakeAsync(limit, reply.Wake, reply.Now, cancel);
    }

    /// <inheritdoc cref="LeaveAsync(LimitName, LimitSpec?, IReadOnlyList{PermitLeave}, int, CancellationToken)"/>
    public Task LeaveAsync(LimitName limit, LimitSpec? spec, IReadOnlyList<PermitLeave> leave, CancellationToken cancel) =>
        LeaveAsync(limit, spec, leave, WakeAtOnce, cancel);

    /// <summary>An ended run gives back what it holds. The note in its header is dropped last, so that this is done again when it is cut off.</summary>
    /// <param name="run">The run as it ended.</param>
    /// <param name="settings">What the limits allow.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task ReleaseAsync(ItemHeader run, LimitSettings settings, CancellationToken cancel)
    {
        foreach (LimitName limit in LimitDecisions.AskedBy(run))
        {
            await LeaveAsync(limit, LimitDecisions.SpecOf(limit, run, settings), [new PermitLeave(PermitHolderName.Of(run).Text)], cancel);
        }

        Decision released = LimitDecisions.Released();
        await store.CommitAsync(
            new Batch { Item = run.Id, Guard = new Guard.In(Place.Ended) { Nonce = run.Nonce }, Fields = released.Fields, Verbs = released.Verbs }, cancel);
    }

    /// <summary>Has those who wait ask again. A lost wake costs time: each of them asks by itself now and then.</summary>
    public async Task WakeAsync(LimitName limit, IEnumerable<string> holders, StoreTime now, CancellationToken cancel)
    {
        string messageId = RunMessage.PermitFree.MessageId(limit.Text, now);
        byte[] message = JournalCodec.Encode(new RunMessage.PermitFree { Limit = limit.Text });
        foreach (ItemId item in holders.Select(PermitHolderName.Parse).OfType<PermitHolderName>().Select(h => h.Item))
        {
            await store.CommitAsync(new Batch { Item = item, Guard = Awaiting, Verbs = [new Verb.Post(item, messageId, message)] }, cancel);
        }
    }

    /// <summary>The home of a limit.</summary>
    public int PartitionOf(LimitName limit) =>
        store.PartitionOf(ItemId.FromStored("limit-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(limit.Text)).AsSpan(0, 8))));

    private PermitRequest Request(LimitName limit, LimitSpec? spec) =>
        new() { Partition = PartitionOf(limit), Limit = limit.Text, Concurrency = spec?.Concurrency, Every = spec?.Rate?.Every };
}
