using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class SignalTests
{
    [Fact]
    public async Task Wait_SentBefore_IsTakenInOneCommit()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("go"));
        await SendAsync(rig, run, "go", "early");
        TestWorker worker = await rig.StartWorkerAsync();

        Assert.Equal("early", await rig.OutputAsync(run));

        Assert.Equal([typeof(RunStarted), typeof(SignalReceived), typeof(RunCompleted)], (await rig.JournalAsync(run)).Select(e => e.GetType()));
        Assert.Equal(2, worker.Store.Count("commit"));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Wait_NothingSent_SuspendsAndTheSignalWakesIt()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("Go"));
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => WaitsAsync(rig, run));
        Assert.Equal("signal 'Go'", (await rig.Client.GetRunAsync(run)).WaitsFor!.ToString());
        Assert.Equal("Waiting", Assert.Single(await rig.Client.ReadStepsAsync(run)).Status);
        await rig.CheckAsync();

        await SendAsync(rig, run, "gO", "late");

        Assert.Equal("late", await rig.OutputAsync(run));
        Assert.Null((await rig.Client.GetRunAsync(run)).WaitsFor);
        Assert.Equal(("Completed", "late"), (await rig.Client.ReadStepsAsync(run)).Select(s => (s.Status, s.Value.Text)).Single());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Wait_SeveralOfOneName_TakesThemInTheirOrder()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("n") + s.Signal("other") + s.Signal("n") + s.Signal("n"));
        foreach (string value in new[] { "1", "2" })
        {
            await SendAsync(rig, run, "n", value);
        }

        await SendAsync(rig, run, "other", "o");
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => WaitsAsync(rig, run));
        await SendAsync(rig, run, "n", "3");

        Assert.Equal("1o23", await rig.OutputAsync(run));
        Assert.Equal(["n", "other", "n#2", "n#3"], (await rig.Client.ReadStepsAsync(run)).Select(s => s.Key));
    }

    [Fact]
    public async Task Wait_NamedAsAStepIs_IsAnotherName()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Memo("go", () => "m") + s.Signal("go") + s.Memo("go", () => "n"));
        await SendAsync(rig, run, "go", "s");
        await rig.StartWorkerAsync();

        Assert.Equal("msn", await rig.OutputAsync(run));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    public async Task Wait_TimeOver_ThrowsTheSameOnEveryPass(int seconds)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        List<string> seen = [];
        ItemId run = await rig.StartAsync(s =>
        {
            try
            {
                return s.Signal("go", TimeSpan.FromSeconds(seconds));
            }
            catch (TickException e)
            {
                seen.Add($"{e.ErrorId} {e.Kind} {e.Target} {e.Message}");
                s.Sleep(TimeSpan.FromSeconds(10));
                return "without";
            }
        });
        await rig.StartWorkerAsync();

        Assert.Equal("without", await rig.OutputAsync(run));

        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.StartsWith("TickSignalTimeout Timeout go ", seen[0], StringComparison.Ordinal);
        SignalTimedOut over = Assert.Single((await rig.JournalAsync(run)).OfType<SignalTimedOut>());
        Assert.True(over.At.ToDateTimeOffset() - (await rig.Client.GetRunAsync(run)).Started >= TimeSpan.FromSeconds(seconds));
        Assert.Equal("Failed", (await rig.Client.ReadStepsAsync(run))[0].Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Wait_TheSignalComesInTime_DropsTheTimer()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("go", TimeSpan.FromHours(1)) + s.Signal("again"));
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => WaitsAsync(rig, run));
        Assert.NotNull((await rig.Memory.ReadHeaderAsync(run))!.WakeAt);

        await SendAsync(rig, run, "go", "1");
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).WaitsFor is { Name: "again" });

        await rig.UntilAsync(() => WaitsAsync(rig, run));
        Assert.Null((await rig.Memory.ReadHeaderAsync(run))!.WakeAt);
        await SendAsync(rig, run, "again", "2");
        Assert.Equal("12", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Send_SameIdAgain_IsTakenOnceEvenAfterItWasTaken()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("n") + s.Signal("n") + s.Signal("end"));
        await SendAsync(rig, run, "n", "1", "id");
        await SendAsync(rig, run, "n", "again", "id");
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => WaitsAsync(rig, run));

        // Late: the first one is in the journal, and nothing of it is left in the store. It must not wake a wait twice, nor stay.
        await SendAsync(rig, run, "n", "late", "id");
        await rig.UntilAsync(async () => (await rig.Memory.ReadInboxAsync(run, 10)).Count == 0);
        await rig.UntilAsync(() => WaitsAsync(rig, run));
        await SendAsync(rig, run, "n", "2", "id2");
        await SendAsync(rig, run, "n", "late", "id");
        await SendAsync(rig, run, "end", "!");

        Assert.Equal("12!", await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Wait_BehindHundredsOfOthers_FindsItsOwnInPages()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("b") + s.Signal("b") + string.Concat(Enumerable.Range(0, 150).Select(_ => s.Signal("a"))));
        for (int i = 0; i < 150; i++)
        {
            await SendAsync(rig, run, "a", "a");
        }

        await SendAsync(rig, run, "b", "1");
        TestWorker worker = await rig.StartWorkerAsync();
        await rig.UntilAsync(() => WaitsAsync(rig, run));
        await SendAsync(rig, run, "b", "2");

        Assert.Equal("12" + new string('a', 150), await rig.OutputAsync(run));
        Assert.InRange(worker.Store.Count("read"), 1, 40);
        Assert.Empty(await rig.Memory.ReadInboxAsync(run, 10));
    }

    [Fact]
    public async Task Wait_ASignalComesWhileTheRunWorks_IsNotMissed()
    {
        await using var rig = new WorkerRig();
        ItemId run = ItemId.ParseRoot("run");
        await rig.StartAsync(s =>
        {
            s.Task("t", _ => SendAsync(rig, run, "go", "meanwhile").GetAwaiter().GetResult());
            return s.Signal("go", TimeSpan.FromSeconds(5));
        });
        await rig.StartWorkerAsync();

        Assert.Equal("meanwhile", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Wait_InABranch_IsRefused()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["branch"] = s => s.Signal("go");
        ItemId run = await rig.StartAsync(s => s.Parallel("b", "branch", 1)[0].Error!.ErrorId);
        await rig.StartWorkerAsync();

        Assert.Equal(TickErrorId.SignalInBranch, await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Send_InFlowScope_IsDoneOnce()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("receiver", s => s.Signal("n") + s.Signal("n"));
        ItemId receiver = (await rig.Client.StartAsync(new StartRequest { Flow = "receiver", Id = ItemId.ParseRoot("receiver") })).Id;
        ItemId run = await rig.StartAsync(s =>
        {
            s.Send(receiver, "n", "1");
            s.Sleep(TimeSpan.FromSeconds(5));
            s.Send(receiver, "n", "2");
            s.Sleep(TimeSpan.FromSeconds(5));
            return "sent";
        });
        await rig.StartWorkerAsync();

        Assert.Equal("sent", await rig.OutputAsync(run));
        Assert.Equal("12", await rig.OutputAsync(receiver));
        Assert.Equal("run run", (await rig.JournalAsync(receiver)).OfType<SignalReceived>().First().By);
        Assert.Equal(["send:n", "sleep", "send:n#2", "sleep#2"], (await rig.Client.ReadStepsAsync(run)).Select(s => s.Key));
    }

    [Fact]
    public async Task Send_ToAnUnknownRunInFlowScope_FailsTheSameOnEveryPass()
    {
        await using var rig = new WorkerRig();
        List<string> seen = [];
        ItemId run = await rig.StartAsync(s =>
        {
            try
            {
                s.Send(ItemId.ParseRoot("nobody"), "n", "1");
            }
            catch (TickException e)
            {
                seen.Add($"{e.ErrorId} {e.Kind} {e.Message}");
            }

            s.Sleep(TimeSpan.FromSeconds(5));
            return "caught";
        });
        await rig.StartWorkerAsync();

        Assert.Equal("caught", await rig.OutputAsync(run));
        Assert.Equal(2, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.StartsWith("TickRunNotFound", seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToARunThatCannotTakeIt_HasAStableId()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "over");
        await rig.StartWorkerAsync();
        await rig.OutputAsync(run);

        await IsAsync(TickErrorId.RunEnded, new SignalRequest { Run = run, Name = "n" });
        await IsAsync(TickErrorId.RunNotFound, new SignalRequest { Run = ItemId.ParseRoot("nobody"), Name = "n" });
        await IsAsync(TickErrorId.SignalInBranch, new SignalRequest { Run = ItemId.FromStored("run~1.0"), Name = "n" });
        await IsAsync(TickErrorId.StepNameInvalid, new SignalRequest { Run = run, Name = "a[0]" });
        await IsAsync(TickErrorId.ArgumentInvalid, new SignalRequest { Run = run, Name = "n", Id = "" });
        await IsAsync(TickErrorId.PayloadTooLarge, new SignalRequest { Run = run, Name = "n", Value = new Payload(new string('x', Payload.MaxBytes + 1)) });

        async Task IsAsync(string id, SignalRequest request) =>
            Assert.Equal(id, (await Assert.ThrowsAsync<TickException>(() => rig.Client.SendSignalAsync(request))).ErrorId);
    }

    [Fact]
    public async Task Send_ToAFullInbox_IsRefusedUntilTheFlowHasTakenSome()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Signal("n"));
        for (int i = 0; i < StoreLimits.InboxMessages; i++)
        {
            await SendAsync(rig, run, "n", "x");
        }

        var error = await Assert.ThrowsAsync<TickException>(() => SendAsync(rig, run, "n", "one more"));

        Assert.Equal((TickErrorId.InboxFull, TickErrorKind.LimitExceeded, "run"), (error.ErrorId, error.Kind, error.Target));
    }

    [Fact]
    public async Task Wait_TheWorkerDiesWhileItWaitsAndAfterTheMessageCame_TakesItOnce()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        ItemId run = await rig.StartAsync(s => s.Signal("n") + s.Memo("m", () => "m") + s.Signal("n"));

        // The first worker is cut off for ever before its commit that takes the first message.
        var lost = new FaultyStore(rig.Memory) { Plan = (kind, n) => kind is "commit" && n >= 2 ? Fault.Lost : Fault.None };
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(10), lost);
        await rig.UntilAsync(() => WaitsAsync(rig, run));
        await SendAsync(rig, run, "n", "1");
        await rig.UntilAsync(() => lost.Count("commit") >= 2);
        lost.IsAway = true;
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.JournalAsync(run)).OfType<SignalReceived>().Any());
        await SendAsync(rig, run, "n", "2");

        Assert.Equal("1m2", await rig.OutputAsync(run));
        Assert.Equal(2, (await rig.JournalAsync(run)).OfType<SignalReceived>().Count());
        await rig.CheckAsync();
    }

    private static Task<string> SendAsync(WorkerRig rig, ItemId run, string name, string value, string? id = null) =>
        rig.Client.SendSignalAsync(new SignalRequest { Run = run, Name = name, Value = new Payload(value), Id = id });

    private static async Task<bool> WaitsAsync(WorkerRig rig, ItemId run) => (await rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting;
}
