using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>How many steps of a name run at one time, over all runs and workers.</summary>
public sealed class StepConcurrencyTests : LimitedRuns
{
    [Fact]
    public async Task Steps_WithALimit_AreNeverMoreAtOnceOverAllRuns()
    {
        int inside = 0, most = 0;
        await _rig.PublishAsync("flow", s =>
        {
            s.Task("Call", _ =>
            {
                int now = Interlocked.Increment(ref inside);
                most = Math.Max(most, now);
                Thread.Sleep(1);
                Interlocked.Decrement(ref inside);
            });
            return null;
        });
        await _rig.Client.SetLimitAsync(LimitName.Parse("step:call"), new LimitSpec { Concurrency = 2 });
        List<ItemId> runs = [];
        for (int i = 0; i < 20; i++)
        {
            runs.Add(await StartAsync($"run-{i}"));
        }

        await _rig.StartWorkerAsync();
        await _rig.StartWorkerAsync();
        await EndAllAsync(runs);

        Assert.InRange(most, 1, 2);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Step_WhoseWorkerDied_BeginsAgainWithItsPermit()
    {
        int begun = 0;
        using var hang = new ManualResetEventSlim();
        await _rig.PublishAsync("flow", s => s.Memo("call", () =>
        {
            if (Interlocked.Increment(ref begun) == 1)
            {
                hang.Wait();
            }

            return "done";
        }));
        await _rig.Client.SetLimitAsync(LimitName.Parse("step:call"), new LimitSpec { Concurrency = 1 });
        ItemId run = await StartAsync("run");
        TestWorker zombie = await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await _rig.UntilAsync(() => Volatile.Read(ref begun) == 1);
        zombie.Store.IsAway = true;
        await _rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));

        Assert.Equal("done", await _rig.OutputAsync(run));
        zombie.Store.IsAway = false;
        hang.Set();
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Step_ThatWaitsForItsPermit_SaysSo()
    {
        using var hang = new ManualResetEventSlim();
        await _rig.PublishAsync("flow", s => s.Memo("call", () =>
        {
            hang.Wait();
            return "done";
        }));
        await _rig.Client.SetLimitAsync(LimitName.Parse("step:call"), new LimitSpec { Concurrency = 1 });
        await _rig.StartWorkerAsync();
        ItemId[] runs = [await StartAsync("a"), await StartAsync("b")];
        await _rig.UntilAsync(async () => (await _rig.Client.GetLimitAsync(LimitName.Parse("step:call"))).Waiting == 1);
        RunView[] views = [await _rig.Client.GetRunAsync(runs[0]), await _rig.Client.GetRunAsync(runs[1])];
        Assert.Contains(views, v => v.WaitsFor?.ToString() == "limit 'step:call'");

        hang.Set();
        await EndAllAsync(runs);
        await NothingIsLeftAsync();
    }
}
