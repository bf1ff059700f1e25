using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Runs that kill the workers that run them: kept, shown, and not tried for ever.</summary>
public sealed class PoisonTests
{
    [Theory]
    [InlineData(2, 3, RunStatus.Completed)]
    [InlineData(3, 3, RunStatus.Suspended)]
    [InlineData(1, 1, RunStatus.Suspended)]
    [InlineData(5, 0, RunStatus.Completed)]
    public async Task Run_WorkersDiedInARow_IsSuspendedAtTheLimit(int deaths, int limit, RunStatus expected)
    {
        await using var rig = new WorkerRig();
        int ran = 0;
        ItemId run = await rig.StartAsync(_ => $"ran {++ran}");
        await KillWorkersAsync(rig, deaths);

        await rig.StartWorkerAsync(o => o.MaxCrashes = limit);
        RunView view = await rig.EndAsync(run);

        Assert.Equal(expected, view.Status);
        if (expected == RunStatus.Suspended)
        {
            Assert.Equal((TickErrorId.WorkerCrashed, 0), (view.Error!.ErrorId, ran));
            Assert.Contains(await rig.Client.ListRunsAsync(new RunQuery { Statuses = [RunStatus.Suspended] }).ToArrayAsync(TestContext.Current.CancellationToken), r => r.Id == run);
            Assert.IsType<RunParked>((await rig.JournalAsync(run))[^1]);
        }

        await rig.CheckAsync();
    }

    [Fact]
    public async Task Run_StepRecordedBetweenDeaths_GoesOn()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task("one", _ => { });
            s.Sleep(TimeSpan.FromMinutes(1));
            return "done";
        });
        await KillWorkersAsync(rig, 2);
        TestWorker first = await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        await rig.StopAsync(first);
        rig.Time.Advance(TimeSpan.FromMinutes(2));

        await KillWorkersAsync(rig, 2);
        await rig.StartWorkerAsync();

        Assert.Equal("done", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Branch_WorkersDiedInARow_FailsAndTheOthersAreKept()
    {
        await using var rig = new WorkerRig();
        var results = new List<string>();
        rig.Executor.Scripts["block"] = s => "ok " + s.Item;
        ItemId run = await rig.StartAsync(s =>
        {
            results = [.. s.Parallel("b", "block", 3, stopsOnFailure: false).Select(r => r.Error?.ErrorId ?? r.Value.Text)];
            return "end";
        });
        var store = new FaultyStore(rig.Memory) { Plan = (kind, n) => kind == "claim" && n > 1 ? Fault.Lost : Fault.None };
        TestWorker opener = await rig.StartWorkerAsync(o => o.Concurrency = 1, store);
        await rig.UntilAsync(async () => (await rig.Memory.ReadHeaderAsync(run))!.Gate is not null);
        await rig.StopAsync(opener);
        await KillWorkersAsync(rig, 3, max: 1);

        await rig.StartWorkerAsync();

        Assert.Equal("end", await rig.OutputAsync(run));
        Assert.Equal([TickErrorId.WorkerCrashed, "ok 1", "ok 2"], results);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Worker_StoppedWhileABlockHeedsNoStop_GivesTheRunAwayWithoutADeath()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        using var goOn = new ManualResetEventSlim();
        int begun = 0;
        ItemId run = await rig.StartAsync(s => s.Memo("deaf", () =>
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                goOn.Wait(TestContext.Current.CancellationToken);
                return "too late";
            }

            return "heir";
        }));
        TestWorker worker = await rig.StartWorkerAsync(o => o.DrainTimeout = TimeSpan.Zero);
        await rig.UntilAsync(() => Volatile.Read(ref begun) == 1);

        await rig.StopAsync(worker);

        ItemHeader header = (await rig.Memory.ReadHeaderAsync(run))!;
        Assert.Equal((Place.Ready, 0), (header.Place, header.Deaths));
        await rig.StartWorkerAsync();
        Assert.Equal("heir", await rig.OutputAsync(run));
        goOn.Set();
        await rig.CheckAsync();
    }

    /// <summary>Each claims what is ready and dies with it.</summary>
    private static async Task KillWorkersAsync(WorkerRig rig, int count, int max = 10)
    {
        for (int i = 0; i < count; i++)
        {
            WorkerId worker = WorkerId.New();
            ClaimReply reply = await rig.Memory.ClaimAsync(new ClaimRequest
            {
                Partition = 0,
                Worker = worker,
                Presence = "{}"u8.ToArray(),
                PresenceFor = TimeSpan.FromMinutes(1),
                Queues = [FlowSettings.DefaultQueue],
                Max = max,
                Sequence = 1,
                LeaseFor = TimeSpan.FromMinutes(1),
            });
            Assert.NotEmpty(reply.Items);
            await rig.Memory.DeclareDeadAsync(0, worker);
        }
    }
}
