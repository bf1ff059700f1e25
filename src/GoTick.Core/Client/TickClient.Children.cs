using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    // Those of one forced end that are told in its own commit; more are found behind it.
    private const int ChildrenInOneCommit = 400;

    /// <summary>
    /// Cancels the living children of a run, but for detached ones, and theirs. Called again until none lives: what was cancelled may have something to undo.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="gate">Only children of the branches of this wait; null = all.</param>
    /// <param name="force">True: they have ended when this returns, without compensations.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>True while any of them lives.</returns>
    internal async Task<bool> EndChildrenAsync(ItemId run, string? gate = null, bool force = false, CancellationToken cancel = default)
    {
        bool isAny = false;
        await foreach (ItemHeader child in LivingChildrenAsync(run, cancel))
        {
            bool isMeant = gate is null || child.Fields[HeaderFields.Parent].StartsWith(gate + ".", StringComparison.Ordinal);
            isAny |= isMeant && await EndChildAsync(child.Id, run, force, cancel);
        }

        return isAny;
    }

    private async Task<bool> EndChildAsync(ItemId child, ItemId run, bool force, CancellationToken cancel)
    {
        try
        {
            await CancelAsync(child, $"Its parent '{run}' ends.", $"run {run}", force, cancel);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound)
        {
            return false; // it has ended and was removed meanwhile
        }

        return await Store.ReadHeaderAsync(child, cancel) is { Place: not Place.Ended };
    }

    /// <summary>Those that end with their parent.</summary>
    private async IAsyncEnumerable<ItemHeader> LivingChildrenAsync(
        ItemId run, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var source = new IndexSource(Store, Store.PartitionOf(run), [RunIndexes.LivingOf(run)], before: null, since: null);
        while (await source.PeekAsync(cancel) is { } child)
        {
            source.Take();
            if (child.Place != Place.Ended && !child.Fields.ContainsKey(HeaderFields.Detached))
            {
                yield return child;
            }
        }
    }

    /// <summary>
    /// A run stands at the barrier because of its children. Ends these, and then the run, if nobody executes any of them and nothing is left to undo; what
    /// stays, is the workers' work.
    /// </summary>
    private async Task EndWithChildrenAsync(ItemId id, CancellationToken cancel)
    {
        if (await EndChildrenAsync(id, cancel: cancel)
            || await Store.ReadHeaderAsync(id, cancel) is not { Place: Place.Ready or Place.Waiting } header
            || !ChildDecisions.EndsChildren(header))
        {
            return;
        }

        ItemClaimReply claim = await Store.ClaimItemAsync(new ItemClaimRequest { Item = id, Worker = WorkerId.New(), LeaseFor = DecisionLease }, cancel);
        if (claim.Item is not { } item)
        {
            return;
        }

        RunEnding? barrier = ChildDecisions.EndsChildren(item.Header) ? await EndingJournal.ReadBarrierAsync(Store, item.Header, cancel) : null;
        await TryCommitAsync(
            item,
            held => barrier is null || RunIndexes.IsSuspended(held),
            (held, start, now) => EndingDecisions.AfterChildren(held, start, barrier!, now),
            claim.Now,
            cancel);
    }

    /// <summary>By force: in the very commit that ends the run its children are told, so that they end also if this process does not live to see to it.</summary>
    private async Task<Verb[]> TellChildrenAsync(ItemId run, RunMessage.CancelAsked asked, CancellationToken cancel)
    {
        byte[] message = JournalCodec.Encode(asked with { Reason = $"Its parent '{run}' ends.", By = $"run {run}" });
        List<Verb> posts = [];
        await foreach (ItemHeader child in LivingChildrenAsync(run, cancel))
        {
            posts.Add(new Verb.Post(child.Id, RunMessage.CancelAsked.MessageId, message));
            if (posts.Count == ChildrenInOneCommit)
            {
                break;
            }
        }

        return [.. posts];
    }
}
