using System.Text;
using System.Text.Json.Nodes;
using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Upgrades;

/// <summary>Workers of this version and of the next one share a store.</summary>
public sealed class UpgradeTests
{
    private const int Next = RunStarted.CurrentFormat + 1;

    [Fact]
    public async Task OldWorker_RunThatNeedsANewerOne_TouchesNothingAndGivesItAway()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartNewerAsync(rig, s => s.Memo("memo", () => "value"));
        await rig.StartWorkerAsync();

        await rig.UntilAsync(async () => (await HeaderAsync(rig, run)).Queue != FlowSettings.DefaultQueue);

        // It goes round no more: no worker that is there asks for it.
        int claims = rig.Workers[0].Store.Count("claim");
        await rig.UntilAsync(() => rig.Workers[0].Store.Count("claim") > claims + 5);
        ItemHeader header = await HeaderAsync(rig, run);
        Assert.Equal((Place.Ready, 1, $"default@format-{Next}"), (header.Place, header.Length, header.Queue));
        Assert.Equal(RunStatus.Queued, (await rig.Client.GetRunAsync(run)).Status);
        await rig.CheckAsync();

        await rig.StartWorkerAsync(o => o.Format = Next);
        Assert.Equal("value", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Fleet_OfTwoVersions_RunsEachRunWhereItIsUnderstood()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        rig.Executor.Scripts["branch"] = s =>
        {
            s.Sleep(TimeSpan.FromSeconds(1));
            return s.Memo("in", () => s.Item);
        };
        await rig.StartWorkerAsync();
        await rig.StartWorkerAsync(o => o.Format = Next);
        List<ItemId> runs = [];
        for (int i = 0; i < 6; i++)
        {
            runs.Add(i % 2 == 0 ? await rig.StartAsync(Flow, $"old{i}") : await StartNewerAsync(rig, Flow, $"new{i}"));
        }

        foreach (ItemId run in runs)
        {
            Assert.Equal("m012", await rig.OutputAsync(run));
        }

        await rig.CheckAsync();
    }

    [Fact]
    public void Branches_OfARunThatNeedsANewerWorker_NeedItToo()
    {
        var parent = new Dictionary<string, string> { [HeaderFields.Need] = $"{Next}" };
        var request = new FanOutRequest
        {
            Branches = [new BranchRequest { Key = "b", Template = new BranchTemplate { Block = new BlockReference(), Retry = RetryPolicy.Default } }],
            ThrottleLimit = 1,
        };
        var shared = new GateShared { Run = "run", Start = new RunStarted { Flow = "f", Version = "v", Queue = "q" }, Templates = [] };

        (_, Verb.GateOpen open) = FanOutDecisions.Open("run~1", StepKey.Of("wait", 1), request, shared, Header(parent), new StoreTime(1));

        Assert.Equal($"{Next}", open.Spec.Fields[HeaderFields.Need]);
        Assert.Equal(Next, FormatDecisions.Needed(Header(open.Spec.Fields)));
    }

    [Theory]
    [InlineData(1, "q")]
    [InlineData(3, "q q@format-2 q@format-3")]
    public void Worker_OfAFormat_AsksForAllUpToIt(int format, string queues) =>
        Assert.Equal(queues, string.Join(' ', FormatDecisions.QueuesOf("q", format)));

    [Fact]
    public async Task OldWorker_EventsWithFieldsOfTheNextVersion_ReplaysThem()
    {
        // Additive: what it does not know, it leaves out; what it knows, means what it meant.
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(
            rig,
            s => s.Memo("memo", () => throw new InvalidOperationException("A recorded block ran again.")),
            started => [Extended(started), Extended(new StepCompleted { At = new StoreTime(5), Key = StepKey.Of("memo", 1), Kind = StepKind.Memo, Value = new Payload("kept") })]);
        await rig.StartWorkerAsync();

        Assert.Equal("kept", await rig.OutputAsync(run));
    }

    [Theory]
    [InlineData("""{"k":"fromTheFuture","t":5,"n":"memo"}""")]
    [InlineData("""{"t":5}""")]
    [InlineData("not even an event")]
    public async Task OldWorker_EventItCannotRead_SuspendsTheRunAndKeepsItsJournal(string odd)
    {
        // Who writes such an event says in the header what it needs; one that does not is damaged, and people decide.
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig, s => s.Memo("memo", () => "value"), started => [JournalCodec.Encode(started), Encoding.UTF8.GetBytes(odd)]);
        await rig.StartWorkerAsync();

        RunView view = await rig.EndAsync(run);

        Assert.Equal((RunStatus.Suspended, TickErrorId.JournalUnreadable), (view.Status, view.Error?.ErrorId));
        Assert.Equal(odd, Encoding.UTF8.GetString((await rig.Memory.ReadJournalAsync(run, 1, 1)).Single()));
    }

    [Fact]
    public async Task OldWorker_JournalOfAHigherFormat_SuspendsTheRunAndSaysWhatToDo()
    {
        await using var rig = new WorkerRig();
        byte[] newer = [];
        ItemId run = await StartAsync(rig, s => s.Memo("memo", () => "value"), started => [newer = JournalCodec.Encode(started with { Format = Next })]);
        await rig.StartWorkerAsync();

        await rig.UntilAsync(async () => (await HeaderAsync(rig, run)).Place == Place.Parked);

        IReadOnlyList<byte[]> journal = await rig.Memory.ReadJournalAsync(run, 0, 10);
        Assert.Equal(newer, journal[0]);
        FailureDetails error = Assert.IsType<RunParked>(JournalCodec.Decode(journal[1])).Error;
        Assert.Equal(TickErrorId.JournalUnreadable, error.ErrorId);
        Assert.Contains($"format {Next}", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, journal.Count);
        Assert.Equal([StoreFaultCode.JournalUnreadable], (await rig.Client.CheckAsync()).Select(f => f.Code)); // people are told, too
    }

    private static string? Flow(Script s)
    {
        string memo = s.Memo("memo", () => "m");
        s.Sleep(TimeSpan.FromSeconds(5));
        return memo + string.Concat(s.Parallel("many", "branch", 3, throttle: 2).Select(r => r.Value.Text));
    }

    private static byte[] Extended(JournalEvent known)
    {
        JsonObject all = JsonNode.Parse(JournalCodec.Encode(known))!.AsObject();
        all["later"] = new JsonObject { ["deep"] = new JsonArray(1, 2, 3) };
        return Encoding.UTF8.GetBytes(all.ToJsonString());
    }

    private static async Task<ItemHeader> HeaderAsync(WorkerRig rig, ItemId run) => (await rig.Memory.ReadHeaderAsync(run))!;

    /// <summary>A run as the next version starts it: its header says what it needs.</summary>
    private static Task<ItemId> StartNewerAsync(WorkerRig rig, Func<Script, string?> flow, string id = "run") =>
        StartAsync(rig, flow, started => [JournalCodec.Encode(started)], id, HeaderFields.Set(HeaderFields.Need, $"{Next}"));

    private static async Task<ItemId> StartAsync(
        WorkerRig rig, Func<Script, string?> flow, Func<RunStarted, byte[][]> events, string id = "run", params KeyValuePair<string, string?>[] fields)
    {
        await rig.PublishAsync("flow", flow);
        FlowDefinition definition = await rig.Client.GetFlowAsync("flow");
        (RunStarted started, Decision decision) = RunDecisions.Start(new StartRequest { Flow = "flow" }, definition, default);
        var run = ItemId.ParseRoot(id);
        CommitReply reply = await rig.Memory.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Absent("n"),
            Events = events(started),
            Fields = [.. decision.Fields, .. fields],
            Verbs = decision.Verbs,
        });
        Assert.Equal(CommitResult.Ok, reply.Result);
        return run;
    }

    private static ItemHeader Header(IReadOnlyDictionary<string, string> fields) => new()
    {
        Id = ItemId.ParseRoot("run"),
        Place = Place.Leased,
        Band = Band.New,
        Queue = "q",
        Priority = 0,
        Line = "",
        Lease = new Lease(1, new WorkerId("w")),
        Length = 1,
        Bytes = 1,
        Inbox = 0,
        Created = new StoreTime(1),
        Nonce = "n",
        Fields = fields,
    };
}
