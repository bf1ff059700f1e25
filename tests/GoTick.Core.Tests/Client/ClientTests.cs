using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Client;

public sealed class ClientTests
{
    private static readonly ItemId Run = ItemId.ParseRoot("run");

    [Fact]
    public async Task Start_AnswerLostAndAskedAgain_IsOneRun()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        var store = new FaultyStore(rig.Memory) { Plan = (kind, n) => kind == "commit" && n == 1 ? Fault.AnswerLost : Fault.None };
        var client = new TickClient(store, rig.Time);
        var request = new StartRequest { Flow = "flow", Id = Run };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.StartAsync(request, "nonce"));

        StartResult again = await client.StartAsync(request, "nonce");

        Assert.True(again.IsNew);
        Assert.Equal(TickErrorId.RunExists, (await Assert.ThrowsAsync<TickException>(() => client.StartAsync(request, "other"))).ErrorId);
        Assert.Single((await rig.Memory.DumpAsync(0)).Items);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Start_Return_GivesTheSameRunAndRefusesOtherArguments()
    {
        await using var rig = new WorkerRig();
        await rig.StartAsync(_ => null);
        var request = new StartRequest { Flow = "flow", Id = Run, IfExists = ExistingRun.Return };
        Assert.False((await rig.Client.StartAsync(request)).IsNew);
        TickException error = await Assert.ThrowsAsync<TickException>(() => rig.Client.StartAsync(request with { Arguments = new Payload("other") }));
        Assert.Equal(TickErrorId.RunConflict, error.ErrorId);
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("leased")]
    [InlineData("parked")]
    [InlineData("resumed")]
    [InlineData("ended")]
    public async Task Start_Restart_ReplacesARunInAnyPlaceAndLeavesNoTrace(string place)
    {
        await using var rig = new WorkerRig();
        int started = 0;
        ItemId run = await rig.StartAsync(s => place is "parked" or "resumed" && ++started == 1
            ? throw new TickException(TickErrorId.NonDeterminism, TickErrorKind.InvalidState, "odd")
            : "new");
        if (place is "parked" or "resumed" or "ended")
        {
            TestWorker worker = await rig.StartWorkerAsync();
            await rig.EndAsync(run);
            await rig.StopAsync(worker);
        }

        if (place is "leased" or "resumed")
        {
            // A suspended run that somebody holds stands among the suspended still. This holder answers no more.
            await rig.Memory.ClaimItemAsync(new ItemClaimRequest { Item = run, Worker = new WorkerId("w"), LeaseFor = TimeSpan.FromSeconds(15) });
        }

        Task<StartResult> restart = rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = run, IfExists = ExistingRun.Restart });
        await rig.UntilAsync(() => restart.IsCompleted);
        Assert.True((await restart).IsNew);

        await rig.CheckAsync();
        await rig.StartWorkerAsync();
        Assert.Equal("new", await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Start_ManyRestartsAtOnce_AllSucceedAndOneRunIsLeft()
    {
        await using var rig = new WorkerRig();
        await rig.StartAsync(_ => null);
        Task<StartResult[]> all = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = Run, IfExists = ExistingRun.Restart }))));
        // One may wait for a run that another has just started in its place: it looks again after a second, and that passes only here.
        await rig.UntilAsync(() => all.IsCompleted);
        Assert.All(await all, r => Assert.True(r.IsNew));
        Assert.Single((await rig.Memory.DumpAsync(0)).Items);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Wait_ToldOfAnEndAfterItLeft_DisturbsNobody()
    {
        await using var rig = new WorkerRig();
        await rig.StartAsync(_ => null);
        var store = new FaultyStore(rig.Memory);
        var client = new TickClient(store, rig.Time);
        Assert.Null(await client.WaitAsync(Run, TimeSpan.Zero, TestContext.Current.CancellationToken));

        store.Changed(); // whoever ended the run was just about to tell
    }

    [Fact]
    public async Task Start_FlowChangedByAnotherClient_IsStartedAsItStandsNow()
    {
        await using var rig = new WorkerRig();
        var client = new TickClient(rig.Memory, rig.Time);
        var request = new StartRequest { Flow = "flow" };
        await rig.PublishAsync("flow", _ => null, new FlowSettings { Queue = "first" });
        Assert.Equal("first", (await client.GetRunAsync((await client.StartAsync(request)).Id)).Queue);

        // Deleted and written again: the revision is the same as before.
        await rig.Client.UnregisterAsync("flow");
        await rig.PublishAsync("flow", _ => null, new FlowSettings { Queue = "second" });
        Assert.Equal("second", (await client.GetRunAsync((await client.StartAsync(request)).Id)).Queue);

        await rig.Client.UnregisterAsync("flow");
        TickException error = await Assert.ThrowsAsync<TickException>(() => client.StartAsync(request with { Id = Run }));
        Assert.Equal(TickErrorId.FlowNotFound, error.ErrorId);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Start_TextDroppedMeanwhile_IsRefusedByName()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", _ => null);
        string hash = (await rig.Client.GetFlowAsync("flow")).Version;
        Assert.True(await rig.Memory.DeleteBlobAsync(0, hash));
        TickException error = await Assert.ThrowsAsync<TickException>(() => rig.Client.StartAsync(new StartRequest { Flow = "flow" }));
        Assert.Equal(TickErrorId.FlowNotFound, error.ErrorId);
    }

    [Fact]
    public async Task Wait_ForALongRun_ReadsTheHeaderOnly()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Sleep(TimeSpan.FromMinutes(1));
            return "end";
        });
        await rig.StartWorkerAsync();
        var store = new FaultyStore(rig.Memory);
        Task<RunView?> waiting = new TickClient(store, rig.Time).WaitAsync(run);
        await rig.UntilAsync(() => waiting.IsCompleted);

        Assert.Equal("end", (await waiting)!.Output.Text);
        Assert.InRange(store.Count("read"), 3, 70); // a poll a second, then two events
    }

    [Fact]
    public async Task Wait_TimeOver_IsNullAndAMissingRunAnError()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => null);
        Task<RunView?> waiting = rig.Client.WaitAsync(run, TimeSpan.FromSeconds(5));
        await rig.UntilAsync(() => waiting.IsCompleted);
        Assert.Null(await waiting);
        Assert.Equal(
            TickErrorId.RunNotFound,
            (await Assert.ThrowsAsync<TickException>(() => rig.Client.WaitAsync(ItemId.ParseRoot("nobody")))).ErrorId);
        using var stop = new CancellationTokenSource();
        Task<RunView?> stopped = rig.Client.WaitAsync(run, cancel: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }

    [Fact]
    public async Task HasWorker_OfAQueue_IsBelievedForFiveSecondsWhenTrue()
    {
        await using var rig = new WorkerRig();
        var store = new FaultyStore(rig.Memory);
        var client = new TickClient(store, rig.Time);
        Assert.False(await client.HasWorkerAsync("a"));
        TestWorker worker = await rig.StartWorkerAsync(o => o.Queues = ["a", "b"]);
        await rig.UntilAsync(async () => await client.HasWorkerAsync("a"));
        int calls = store.Count("workers");
        Assert.True(await client.HasWorkerAsync("a"));
        Assert.Equal(calls, store.Count("workers"));
        Assert.False(await client.HasWorkerAsync("c"));
        await rig.StopAsync(worker);
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await client.HasWorkerAsync("a"));
    }

    [Fact]
    public async Task ListWorkers_OneThatWasKilled_IsGoneAfterItsTime()
    {
        await using var rig = new WorkerRig();
        await rig.Memory.ClaimAsync(new ClaimRequest
        {
            Partition = 0,
            Worker = new WorkerId("killed"),
            Presence = "{}"u8.ToArray(),
            PresenceFor = TimeSpan.FromSeconds(15),
            Queues = ["q"],
            Max = 0,
            Sequence = 1,
            LeaseFor = TimeSpan.FromSeconds(15),
        });
        Assert.Equal("killed", (await rig.Client.ListWorkersAsync()).Single().Id.Text);
        rig.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.Empty(await rig.Client.ListWorkersAsync());
    }

    [Fact]
    public async Task ListQueues_WaitingAndServed_AreBothThere()
    {
        await using var rig = new WorkerRig();
        TestWorker worker = await rig.StartWorkerAsync(o => o.Queues = ["served"]);
        await rig.UntilAsync(async () => (await rig.Client.ListWorkersAsync()).Count == 1);
        await rig.PublishAsync("flow", _ => null);
        await rig.Client.StartAsync(new StartRequest { Flow = "flow", Queue = "waiting" });
        Assert.Equal([new QueueView("served", 0, 1, IsPaused: false), new QueueView("waiting", 1, 0, IsPaused: false)], await rig.Client.ListQueuesAsync());
    }
}
