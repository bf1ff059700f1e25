using System.Runtime.CompilerServices;
using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <summary>The whole journal of a run or branch as it is now.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>.</exception>
    public async Task<RunJournal> ReadJournalAsync(ItemId id, CancellationToken cancel = default)
    {
        ItemHeader header = await Store.ReadHeaderAsync(id, cancel) ?? throw NotFound(id);
        List<byte[]> events = new(header.Length);
        while (events.Count < header.Length)
        {
            IReadOnlyList<byte[]> page = await Store.ReadJournalAsync(id, events.Count, Math.Min(StoreLimits.JournalPage, header.Length - events.Count), cancel);
            if (page.Count == 0)
            {
                throw NotFound(id); // removed while we read
            }

            events.AddRange(page);
        }

        return new RunJournal(header, events);
    }

    /// <summary>The runs that have not ended, of all flows or of one.</summary>
    public async IAsyncEnumerable<ItemId> ListLiveAsync(string? flow = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            var source = new IndexSource(Store, partition, [flow is null ? RunIndexes.Live : RunIndexes.OfFlowAndLive(flow)], before: null, since: null);
            while (await source.PeekAsync(cancel) is { } header)
            {
                source.Take();
                if (header.Place != Place.Ended)
                {
                    yield return header.Id;
                }
            }
        }
    }

    /// <summary>The branches of a run or branch that live now.</summary>
    public async Task<IReadOnlyList<ItemId>> ListBranchesAsync(RunJournal parent, CancellationToken cancel = default)
    {
        if (parent.Header.Gate is not { } gate
            || await Store.ReadGateAsync(parent.Id, gate, cancel) is not { } state)
        {
            return [];
        }

        List<ItemId> living = [];
        ItemId[] all = [.. Enumerable.Range(0, state.Next).Select(i => ItemId.FromStored($"{gate}.{i}"))];
        foreach (ItemId[] page in all.Chunk(StoreLimits.JournalPage))
        {
            living.AddRange((await Store.ReadHeadersAsync(page, cancel)).OfType<ItemHeader>().Select(h => h.Id));
        }

        return living;
    }

    /// <inheritdoc/>
    public async Task<FlowVersion> ReadVersionAsync(string hash, CancellationToken cancel = default)
    {
        for (int partition = 0; partition < Store.Partitions; partition++)
        {
            if (await Store.ReadBlobAsync(partition, hash, cancel) is { } body)
            {
                return FlowVersion.FromBytes(hash, body);
            }
        }

        throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"The text of flow version {hash[..Math.Min(12, hash.Length)]} is not in the store.")
        { Target = hash };
    }

    /// <summary>What a run would begin with that is made from another one. Nothing is written.</summary>
    /// <exception cref="TickException">
    /// <c>TickRunNotTerminal</c>: the origin neither has ended nor is suspended. <c>TickStepNotFound</c>, <c>TickStepInBranch</c>, <c>TickStepNotKept</c>,
    /// <c>TickStepWithoutValue</c>: the step is not one that can be gone on from, or set.
    /// </exception>
    public static MendPlan PlanMending(RunJournal origin, MendRequest request) => MendingDecisions.Plan(origin, request);

    /// <summary>
    /// Makes the run of a plan, as <c>ORIGIN@r2</c>, <c>@r3</c>, …. A long journal is copied in portions, and cannot start before it is whole; what an
    /// interruption leaves, never runs and goes away in an hour.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="nonce">Repeated with the same one, it finds and finishes what it made before.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>The new run's id.</returns>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>: the text is not in the store any more.</exception>
    public async Task<ItemId> MendAsync(MendPlan plan, string nonce, CancellationToken cancel = default)
    {
        StoreTime now = await Store.ReadTimeAsync(Store.PartitionOf(plan.Origin), cancel);
        var mark = new RunMended { At = now, Origin = plan.Origin.Text, FromStep = plan.FromStep, Edited = plan.Edited, By = Account.OfThisProcess.Name };
        for (int number = 2; ; number++)
        {
            ItemId id = MendingDecisions.IdOf(plan.Origin, number);
            if (await CopyAsync(id, plan, mark, nonce, cancel))
            {
                return id;
            }
        }
    }

    /// <summary>A suspended run goes on with another text of its flow, which its journal was found to fit: first the text is changed, then it is resumed.</summary>
    /// <param name="journal">The journal that was looked at.</param>
    /// <param name="version">The text's hash.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>False when the run has changed since: look again.</returns>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickFlowNotFound</c>.</exception>
    public async Task<bool> ChangeVersionAsync(RunJournal journal, string version, CancellationToken cancel = default)
    {
        if (await Store.ReadHeaderAsync(journal.Id, cancel) is not { Place: Place.Parked } seen || seen.Length != journal.Events.Count)
        {
            return false;
        }

        await EnsureTextAsync(version, Store.PartitionOf(journal.Id), cancel);
        ItemClaimReply reply = await Store.ClaimItemAsync(
            new ItemClaimRequest { Item = journal.Id, Worker = WorkerId.New(), LeaseFor = DecisionLease }, cancel);
        if (reply.Item is not { } item)
        {
            return false;
        }

        bool isSame = reply.Place == Place.Parked && item.Header.Length == journal.Events.Count;
        Decision decision = isSame ? MendingDecisions.ChangeVersion(item.Header, version, Account.OfThisProcess.Name, reply.Now)
            : new Decision { Verbs = [reply.Place == Place.Parked ? MendingDecisions.StaysParked(item.Header) : new Verb.Ready(Band.Started)] };
        var batch = new Batch
        {
            Item = journal.Id,
            Guard = new Guard.Held(item.Header.Lease, item.Header.Length),
            Events = [.. decision.Events.Select(JournalCodec.Encode)],
            Fields = decision.Fields,
            Verbs = decision.Verbs,
        };
        if (!(await Store.CommitAsync(batch, cancel)).IsApplied || !isSame)
        {
            return false;
        }

        await ResumeAsync(journal.Id, cancel: cancel);
        return true;
    }

    /// <summary>False when another run has that id.</summary>
    private async Task<bool> CopyAsync(ItemId id, MendPlan plan, RunMended mark, string nonce, CancellationToken cancel)
    {
        int length = 0;
        foreach (Decision portion in MendingDecisions.Copy(plan, mark))
        {
            var batch = new Batch
            {
                Item = id,
                Guard = length == 0 ? new Guard.Absent(nonce) : new Guard.Made(nonce, length),
                Events = portion.Raw,
                Fields = portion.Fields,
                Verbs = portion.Verbs,
            };
            CommitReply reply = await Store.CommitAsync(batch, cancel);
            if (reply.Result == CommitResult.BlobMissing)
            {
                await EnsureTextAsync(plan.Version, Store.PartitionOf(id), cancel);
                reply = await Store.CommitAsync(batch, cancel);
            }

            if (!reply.IsApplied)
            {
                return length == 0 && reply.Result == CommitResult.Exists ? false : throw CopyLost(id, reply.Result);
            }

            length += batch.Events.Count;
        }

        return true;
    }

    private static TickException CopyLost(ItemId id, CommitResult result) => new(
        TickErrorId.RunConflict, TickErrorKind.Conflict, $"The copy '{id}' was removed while it was made ({result}). Nothing runs; try again.")
    { Target = id.Text };

    /// <summary>The text lies in the partition, if any partition has it.</summary>
    private async Task EnsureTextAsync(string version, int partition, CancellationToken cancel)
    {
        if (await Store.ReadBlobAsync(partition, version, cancel) is null)
        {
            await Store.PutBlobAsync(partition, version, (await ReadVersionAsync(version, cancel)).ToBytes(), cancel);
        }
    }
}
