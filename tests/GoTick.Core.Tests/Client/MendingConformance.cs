using System.Globalization;
using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Tests.Stores.Conformance;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Client;

/// <summary>A long journal becomes another run's, in portions, on every store.</summary>
public abstract class MendingConformance : StoreSubject
{
    private const int Steps = 2_500;
    private static readonly ItemId Origin = ItemId.ParseRoot("order");
    private static readonly ItemId Copy = ItemId.FromStored("order@r2");

    [Fact]
    public async Task Mend_LongJournal_IsWholeAndStartsOnce()
    {
        TickClient client = await FailedRunAsync();
        MendPlan plan = await PlanAsync(client);

        Assert.Equal(Copy, await client.MendAsync(plan, "n1"));

        IReadOnlyList<byte[]> origin = await JournalAsync(Origin);
        IReadOnlyList<byte[]> copy = await JournalAsync(Copy);
        Assert.Equal(Texts(origin.Skip(1).Take(2_000)), Texts(copy.Skip(1).Take(2_000)));
        Assert.Equal(2_002, copy.Count);
        Assert.Equal(Origin.Text, Assert.IsType<RunMended>(JournalCodec.Decode(copy[^1])).Origin);
        RunView view = await client.GetRunAsync(Copy);
        Assert.Equal((RunStatus.Queued, Origin.Text), (view.Status, view.Origin));
        Assert.Equal([Copy, Origin], await client.ListRunsAsync(new RunQuery { Flow = "flow" }).Select(r => r.Id).ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(RunStatus.Failed, (await client.GetRunAsync(Origin)).Status);
        Assert.Equal(Copy, await client.MendAsync(plan, "n1"));
        Assert.Equal(ItemId.FromStored("order@r3"), await client.MendAsync(plan, "n2"));
        Assert.Empty(await client.CheckAsync());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task Mend_CutOffInBetween_RunsNothingAndIsFinishedByTheSameNonce(int call, bool isApplied)
    {
        TickClient client = await FailedRunAsync();
        MendPlan plan = await PlanAsync(client);
        var faulty = new FaultyStore(Store) { Plan = (kind, n) => kind == "commit" && n == call ? isApplied ? Fault.AnswerLost : Fault.Lost : Fault.None };
        var cut = new TickClient(faulty, Clock);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => cut.MendAsync(plan, "n1"));

        bool isThere = call > 1 || isApplied;
        bool isWhole = call == 3;
        ClaimReply claimed = await ClaimAsync(queues: ["default"]);
        Assert.Equal(isWhole ? [Copy] : [], claimed.Items.Select(i => i.Header.Id));
        string[] codes = [.. (await client.CheckAsync()).Select(f => f.Code)];
        Assert.Equal(isThere && !isWhole ? [StoreFaultCode.CopyUnfinished] : [], codes);
        Assert.Equal(isWhole ? 2 : 1, await client.ListRunsAsync().CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Copy, await cut.MendAsync(plan, "n1"));

        Assert.Equal(2_002, (await JournalAsync(Copy)).Count);
        Assert.Equal(isWhole ? [] : [Copy], (await ClaimAsync(queues: ["default"])).Items.Select(i => i.Header.Id));
        Assert.Empty(await client.CheckAsync());
    }

    [Fact]
    public async Task Mend_NeverFinished_IsPassedOverAndGoesAwayInAnHour()
    {
        TickClient client = await FailedRunAsync();
        MendPlan plan = await PlanAsync(client);
        var faulty = new FaultyStore(Store) { Plan = (kind, n) => kind == "commit" && n == 2 ? Fault.Lost : Fault.None };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new TickClient(faulty, Clock).MendAsync(plan, "n1"));

        Assert.Equal(ItemId.FromStored("order@r3"), await client.MendAsync(plan, "n2"));
        TickException half = await Assert.ThrowsAsync<TickException>(async () => TickClient.PlanMending(await client.ReadJournalAsync(Copy), new MendRequest()));
        Assert.Equal(TickErrorId.RunNotFound, half.ErrorId);
        Assert.Empty(await Store.ReadGoneAsync(Store.PartitionOf(Copy), 10));
        await AdvanceAsync(MendingDecisions.UnfinishedFor + Second);
        Assert.Equal([Copy], await Store.ReadGoneAsync(Store.PartitionOf(Copy), 10));
        await client.RemoveAsync(Copy);

        Assert.Empty(await client.CheckAsync());
    }

    private static async Task<MendPlan> PlanAsync(TickClient client) =>
        TickClient.PlanMending(await client.ReadJournalAsync(Origin), new MendRequest { FromStep = "M2000" });

    private async Task<TickClient> FailedRunAsync()
    {
        var client = new TickClient(Store, Clock);
        FlowVersion version = FlowVersion.Of(new FlowFile("flow.ps1", "# flow"), []);
        await client.PublishAsync(new FlowDefinition { Name = "flow", Version = version.Hash }, version);
        await client.StartAsync(new StartRequest { Flow = "flow", Id = Origin, Tags = ["t"] });
        ClaimedItem item = Assert.Single((await ClaimAsync(queues: ["default"])).Items);
        int length = 1;
        foreach (byte[][] page in Enumerable.Range(0, Steps).Select(Memo).Chunk(900))
        {
            await CommitAsync(item, length, page, [], []);
            length += page.Length;
        }

        Decision end = EndingDecisions.Finish(
            Origin,
            (RunStarted)JournalCodec.Decode(item.Events[0]),
            EndingDecisions.Of(new ActivationOutcome.Failed(new FailureDetails { ErrorId = "bad", Message = "bad" }), new StoreTime(1)),
            0,
            new StoreTime(1),
            suspendedBy: null);
        await CommitAsync(item, length, [.. end.Events.Select(JournalCodec.Encode)], end.Fields, end.Verbs);
        return client;
    }

    private async Task CommitAsync(ClaimedItem item, int length, byte[][] events, IReadOnlyList<KeyValuePair<string, string?>> fields, IReadOnlyList<Verb> verbs)
    {
        CommitReply reply = await Store.CommitAsync(new Batch
        {
            Item = item.Header.Id,
            Guard = new Guard.Held(item.Header.Lease, length),
            Events = events,
            Fields = fields,
            Verbs = verbs,
        });
        Assert.Equal(CommitResult.Ok, reply.Result);
    }

    private static byte[] Memo(int number) => JournalCodec.Encode(new StepCompleted
    {
        Key = StepKey.Of($"m{number.ToString(CultureInfo.InvariantCulture)}", 1),
        Kind = StepKind.Memo,
        Value = new Payload($"i{number}"),
    });

    private async Task<IReadOnlyList<byte[]>> JournalAsync(ItemId id)
    {
        List<byte[]> events = [];
        while (await Store.ReadJournalAsync(id, events.Count, StoreLimits.JournalPage) is { Count: > 0 } page)
        {
            events.AddRange(page);
        }

        return events;
    }
}
