using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class QueuePauseTests : IAsyncDisposable
{
    private readonly WorkerRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Queue_Paused_GivesNothingOutUntilItIsResumed()
    {
        await _rig.StartWorkerAsync();
        await _rig.Client.SuspendQueueAsync("default");
        await PassAsync(2); // a poll
        ItemId run = await _rig.StartAsync(_ => "done");
        await PassAsync(5);

        Assert.Equal(RunStatus.Queued, (await _rig.Client.GetRunAsync(run)).Status);
        Assert.Equal(("default", 1L, 1, true), View(Assert.Single(await _rig.Client.ListQueuesAsync())));
        await _rig.CheckAsync();

        await _rig.Client.ResumeQueueAsync("default");
        Assert.Equal("done", await _rig.OutputAsync(run));
        Assert.False(Assert.Single(await _rig.Client.ListQueuesAsync()).IsPaused);
    }

    [Fact]
    public async Task Queue_PausedBeforeTheWorkerStarts_GivesNothingOut()
    {
        await _rig.Client.SuspendQueueAsync("default");
        ItemId run = await _rig.StartAsync(_ => "done");
        TestWorker worker = await _rig.StartWorkerAsync();
        await PassAsync(5);

        Assert.Equal(0, (await _rig.Memory.ReadHeaderAsync(run))!.Lease.Token);
        Assert.True(worker.Store.Count("claim") > 1);
    }

    [Fact]
    public async Task Queue_Paused_WhatRunsGoesOnToItsNextWait()
    {
        using var inside = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        ItemId run = await _rig.StartAsync(s =>
        {
            s.Task("a", _ =>
            {
                inside.Set();
                goesOn.Wait();
            });
            s.Task("b", _ => { });
            s.Sleep(TimeSpan.FromSeconds(1));
            return "done";
        });
        await _rig.StartWorkerAsync();
        await _rig.UntilAsync(() => inside.IsSet);
        await _rig.Client.SuspendQueueAsync("default");
        await PassAsync(2);
        goesOn.Set();
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadHeaderAsync(run))!.Place == Place.Ready);
        await PassAsync(5);
        Assert.Equal(Place.Ready, (await _rig.Memory.ReadHeaderAsync(run))!.Place); // its timer is over; nobody takes it

        await _rig.Client.ResumeQueueAsync("default");
        Assert.Equal("done", await _rig.OutputAsync(run));
    }

    [Fact]
    public async Task Queue_Paused_ItsRunsCanStillBeCancelledAndTimedOut()
    {
        await _rig.StartWorkerAsync();
        ItemId timed = await _rig.StartAsync(
            s =>
            {
                s.Sleep(TimeSpan.FromHours(1));
                return null;
            },
            "timed",
            new FlowSettings { Timeout = TimeSpan.FromSeconds(20) });
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadHeaderAsync(timed))!.Place == Place.Waiting);
        await _rig.Client.SuspendQueueAsync("default");
        await PassAsync(2);
        ItemId queued = (await _rig.Client.StartAsync(new StartRequest { Flow = "flow" })).Id;

        await _rig.Client.CancelAsync(queued);

        Assert.Equal(RunStatus.Canceled, (await _rig.EndAsync(queued)).Status);
        Assert.Equal(RunStatus.TimedOut, (await _rig.EndAsync(timed)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public async Task Queue_BadName_IsRefused(string name)
    {
        TickException e = await Assert.ThrowsAsync<TickException>(() => _rig.Client.SuspendQueueAsync(name));
        Assert.Equal(TickErrorId.QueueInvalid, e.ErrorId);
    }

    private static (string, long, int, bool) View(GoTick.Core.Client.QueueView q) => (q.Name, q.Ready, q.Workers, q.IsPaused);

    private async Task PassAsync(int seconds)
    {
        for (int i = 0; i < seconds * 10; i++)
        {
            await _rig.PassAsync(TimeSpan.FromMilliseconds(100));
        }
    }
}
