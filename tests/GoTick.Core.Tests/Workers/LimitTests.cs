using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>What is too large, damaged or not trusted: a clear end, never a loop.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Journal_Full_IsAnErrorOfTheFlowAndTheRunCanStillFail()
    {
        await using var rig = new WorkerRig();
        string? seen = null;
        ItemId run = await LongRunAsync(rig, JournalLimits.MaxEvents - 100, s =>
        {
            try
            {
                s.Memo("one more", () => "x");
            }
            catch (TickException e)
            {
                seen = e.ErrorId;
                throw;
            }

            return null;
        });
        await rig.StartWorkerAsync();

        RunView view = await rig.EndAsync(run);

        Assert.Equal(TickErrorId.JournalFull, seen);
        Assert.Equal((RunStatus.Failed, TickErrorId.JournalFull), (view.Status, view.Error!.ErrorId));
    }

    [Fact]
    public async Task Journal_PassesFourFifths_WarnsOnceInTheLog()
    {
        await using var rig = new WorkerRig();
        ItemId run = await LongRunAsync(rig, (JournalLimits.MaxEvents / 5 * 4) - 1, s =>
        {
            s.Memo("before", () => "x");
            s.Sleep(TimeSpan.FromMinutes(1));
            return s.Memo("after", () => "end");
        });
        await rig.StartWorkerAsync();

        Assert.Equal("end", await rig.OutputAsync(run));

        (_, StreamRecord record) = Assert.Single(await rig.Client.ReadLogAsync(run));
        Assert.Equal(StreamKind.Warning, record.Stream);
        Assert.Contains(TickErrorId.JournalFull, record.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfTenThousandSteps_ReadsEachPageOnce()
    {
        await using var rig = new WorkerRig();
        ItemId run = await LongRunAsync(rig, 10_001, s => s.Memo("new", () => "end"));
        TestWorker worker = await rig.StartWorkerAsync();

        Assert.Equal("end", await rig.OutputAsync(run));
        Assert.Equal(10, worker.Store.Count("read"));
    }

    [Fact]
    public async Task Value_TooLarge_IsAnErrorOfTheStepAndRecordsNothing()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Memo("large", () => new string('x', Payload.MaxBytes + 1)));
        await rig.StartWorkerAsync();
        Assert.Equal(TickErrorId.PayloadTooLarge, (await rig.EndAsync(run)).Error!.ErrorId);
        Assert.Equal(2, (await rig.JournalAsync(run)).Count);
    }

    [Fact]
    public async Task Output_TooLarge_FailsTheRun()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => new string('x', Payload.MaxBytes + 1));
        await rig.StartWorkerAsync();
        RunView view = await rig.EndAsync(run);
        Assert.Equal((RunStatus.Failed, TickErrorId.PayloadTooLarge), (view.Status, view.Error!.ErrorId));
    }

    public static TheoryData<string, string> Poisons => new()
    {
        { "event damaged", TickErrorId.JournalUnreadable },
        { "event without a kind", TickErrorId.JournalUnreadable },
        { "format of the future", TickErrorId.JournalUnreadable },
        { "text missing", TickErrorId.FlowNotFound },
        { "text changed", TickErrorId.FlowTextMismatch },
        { "text damaged", TickErrorId.FlowTextMismatch },
        { "text not trusted", TickErrorId.FlowUntrusted },
        { "bug of ours", TickErrorId.InternalError },
        { "stray cancellation", TickErrorId.InternalError },
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Poison_OfAnyKind_IsSuspendedOnceAndTheWorkerGoesOn(string poison, string errorId)
    {
        await using var rig = new WorkerRig();
        int ran = 0;
        FlowVersion version = FlowVersion.Of(new FlowFile("p.ps1", "# " + poison), []);
        rig.Executor.Scripts["p"] = s =>
        {
            Interlocked.Increment(ref ran);
            return poison switch
            {
                "bug of ours" => throw new InvalidOperationException("bug"),
                "event damaged" or "event without a kind" => s.Memo("m", () => "x"),
                _ => "ran",
            };
        };
        byte[][] events = poison switch
        {
            "event damaged" => [Started("p", version), "not json"u8.ToArray()],
            "event without a kind" => [Started("p", version), "{}"u8.ToArray()],
            "format of the future" => [JournalCodec.Encode((RunStarted)JournalCodec.Decode(Started("p", version)) with { Format = 99 })],
            _ => [Started("p", version)],
        };
        await rig.Memory.PutBlobAsync(0, version.Hash, poison switch
        {
            "text changed" => FlowVersion.Of(new FlowFile("p.ps1", "# other"), []).ToBytes(),
            "text damaged" => "not json"u8.ToArray(),
            _ => version.ToBytes(),
        });
        ItemId run = await PutAsync(rig, "p", version, events);
        var store = new FaultyStore(rig.Memory);
        if (poison == "text missing")
        {
            await rig.Memory.CommitAsync(new Batch { Item = run, Guard = new Guard.In(Place.Ready), Verbs = [new Verb.BlobRelease(version.Hash)] });
            Assert.True(await rig.Memory.DeleteBlobAsync(0, version.Hash));
        }

        if (poison == "stray cancellation")
        {
            store.Plan = (kind, _) => kind == "text" ? throw new OperationCanceledException() : Fault.None;
        }

        await rig.StartWorkerAsync(o => o.Distrust = _ => poison == "text not trusted" ? "nobody knows it." : null, store);

        RunView view = await rig.EndAsync(run);

        Assert.True(view.Status == RunStatus.Suspended, $"{view.Status} {view.Error}");
        Assert.Equal(errorId, (await rig.Memory.ReadHeaderAsync(run))!.Fields[HeaderFields.ErrorId]);
        await rig.PassAsync(TimeSpan.FromMinutes(1));
        await rig.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Place.Parked, (await rig.Memory.ReadHeaderAsync(run))!.Place);
        Assert.True(ran <= 1);
        Assert.Equal("Suspended", (await rig.Client.ListRunsAsync(new RunQuery { Statuses = [RunStatus.Suspended] }).SingleAsync()).Status.ToString());
        Assert.Equal("well", poison == "text not trusted" || poison == "stray cancellation" ? "well" : await rig.OutputAsync(await rig.StartAsync(_ => "well", "after")));
    }

    [Fact]
    public async Task Script_ThatLeavesRecordedStepsOut_IsSuspended()
    {
        await using var rig = new WorkerRig();
        int passes = 0;
        ItemId run = await rig.StartAsync(s =>
        {
            if (Interlocked.Increment(ref passes) == 1)
            {
                s.Memo("m", () => "x");
                s.Sleep(TimeSpan.FromSeconds(1));
            }

            return "end";
        });
        await rig.StartWorkerAsync();
        RunView view = await rig.EndAsync(run);
        Assert.Equal((RunStatus.Suspended, TickErrorId.NonDeterminism), (view.Status, view.Error!.ErrorId));
        Assert.Contains("memo 'm'", view.Error.Message, StringComparison.Ordinal);
    }

    /// <summary>A run whose journal holds so many events, almost all of them states; its script replays them and goes on.</summary>
    private static async Task<ItemId> LongRunAsync(WorkerRig rig, int length, Func<Script, string?> then)
    {
        FlowVersion version = FlowVersion.Of(new FlowFile("long.ps1", "# long"), []);
        await rig.Memory.PutBlobAsync(0, version.Hash, version.ToBytes());
        byte[] set = JournalCodec.Encode(new StateSet { Key = StepKey.Of("n", 1), Value = new Payload("1") });
        rig.Executor.Scripts["long"] = s =>
        {
            for (int i = 1; i < length; i++)
            {
                s.Journal.SetState("n", new Payload("1"), Script.Here);
            }

            return then(s);
        };
        return await PutAsync(rig, "long", version, [Started("long", version), .. Enumerable.Repeat(set, length - 1)]);
    }

    private static byte[] Started(string flow, FlowVersion version) =>
        JournalCodec.Encode(new RunStarted { Flow = flow, Version = version.Hash, Queue = FlowSettings.DefaultQueue });

    private static async Task<ItemId> PutAsync(WorkerRig rig, string flow, FlowVersion version, byte[][] events)
    {
        ItemId run = ItemId.ParseRoot("run");
        CommitReply reply = await rig.Memory.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Absent("n"),
            Events = events,
            Fields = [HeaderFields.Set(HeaderFields.Flow, flow), HeaderFields.Set(HeaderFields.Version, version.Hash)],
            Verbs = [new Verb.BlobHold(version.Hash), .. RunIndexes.AtStart(flow, []), new Verb.Ready(Band.New)],
        });
        Assert.Equal(CommitResult.Ok, reply.Result);
        return run;
    }
}
