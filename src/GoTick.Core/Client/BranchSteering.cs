using System.Runtime.CompilerServices;
using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>Has the living branches of a run, and theirs, do what the run does: suspend, and go on.</summary>
internal sealed class BranchSteering(IFlowStore store)
{
    private const int Page = 100;
    private static readonly TimeSpan DecisionLease = TimeSpan.FromSeconds(15);
    private static readonly Guard Living = new Guard.In(Place.Ready, Place.Waiting, Place.Leased, Place.Parked);

    /// <summary>Tells the branches of a wait that is paused already. Each parks at its next step boundary.</summary>
    public async Task SuspendAsync(ItemId item, string gate, string messageId, RunMessage.SuspendAsked asked, CancellationToken cancel)
    {
        byte[] message = JournalCodec.Encode(asked);
        await foreach (ItemHeader branch in LivingAsync(item, gate, cancel))
        {
            List<Verb> verbs = [new Verb.Post(branch.Id, messageId, message)];
            if (branch.Gate is { } inner)
            {
                verbs.Add(new Verb.GatePause(inner, IsPaused: true));
            }

            await store.CommitAsync(new Batch { Item = branch.Id, Guard = Living, Verbs = verbs }, cancel);
            if (branch.Gate is { } nested)
            {
                await SuspendAsync(branch.Id, nested, messageId, asked, cancel);
            }
        }
    }

    /// <summary>Brings the branches of a wait back; returns whether there was one to bring back.</summary>
    public async Task<bool> ResumeAsync(ItemId item, string gate, CancellationToken cancel)
    {
        bool isAny = false;
        await foreach (ItemHeader branch in LivingAsync(item, gate, cancel))
        {
            isAny |= branch.Gate is { } nested && await ResumeAsync(branch.Id, nested, cancel);
            while (await IsSuspendedAsync(branch.Id, cancel))
            {
                isAny = true;
                if (await TryResumeAsync(branch.Id, cancel))
                {
                    break;
                }
            }
        }

        return isAny;
    }

    private async Task<bool> IsSuspendedAsync(ItemId branch, CancellationToken cancel) =>
        await store.ReadHeaderAsync(branch, cancel) is { } header
        && (header.Place == Place.Parked || SuspendDecisions.WishOf(await store.ReadInboxAsync(branch, StoreLimits.InboxMessages, cancel))?.Asked is not null);

    private async Task<bool> TryResumeAsync(ItemId branch, CancellationToken cancel)
    {
        ItemClaimReply claim = await store.ClaimItemAsync(
            new ItemClaimRequest { Item = branch, Worker = WorkerId.New(), LeaseFor = DecisionLease }, cancel);
        if (claim.Item is not { Header: var header } item)
        {
            return (await store.CommitAsync(RunMessage.ResumeAsked.PostTo(branch, new RunMessage.ResumeAsked()), cancel)).IsApplied;
        }

        IReadOnlyList<string> words = SuspendDecisions.WishOf(item.Messages)?.MessageIds ?? [];
        var goOn = new Batch { Item = branch, Guard = new Guard.Held(header.Lease, header.Length), Verbs = SuspendDecisions.GoOn(header, words) };
        return (await store.CommitAsync(goOn, cancel)).IsApplied;
    }

    /// <summary>From the newest on: those that live are among the last that were started.</summary>
    private async IAsyncEnumerable<ItemHeader> LivingAsync(ItemId item, string gate, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await store.ReadGateAsync(item, gate, cancel) is not { } state)
        {
            yield break;
        }

        int found = 0;
        for (int next = state.Next; next > 0 && found < state.Live; next -= Page)
        {
            ItemId[] ids = [.. Enumerable.Range(Math.Max(0, next - Page), Math.Min(Page, next)).Select(i => ItemId.FromStored($"{gate}.{i}"))];
            foreach (ItemHeader header in (await store.ReadHeadersAsync(ids, cancel)).OfType<ItemHeader>())
            {
                found++;
                yield return header;
            }
        }
    }
}
