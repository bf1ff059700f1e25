using System.Collections.Concurrent;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>How many runs, or steps, begin in a time. The time is false, so the bound is exact.</summary>
public sealed class RateTests
{
    [Theory]
    [InlineData("flow", LimitUnit.Minute, 10, 24)]
    [InlineData("step:call", LimitUnit.Minute, 20, 30)]
    [InlineData("key:k", LimitUnit.Hour, 60, 10)]
    public async Task Runs_WithARate_ReachItAndNeverExceedIt(string limit, LimitUnit unit, int count, int runs)
    {
        await using var rig = new WorkerRig();
        ConcurrentQueue<DateTimeOffset> times = new();
        await rig.PublishAsync("flow", s =>
        {
            s.Task("call", _ => times.Enqueue(rig.Time.GetUtcNow()));
            return null;
        });
        var rate = new LimitRate(count, unit);
        rig.Turn = rate.Every / 20;
        rig.QuietLooks = 5; // what is due is done before time goes on, also on a slow machine
        await rig.Client.SetLimitAsync(LimitName.Parse(limit), new LimitSpec { Rate = rate });
        List<ItemId> started = [];
        for (int i = 0; i < runs; i++)
        {
            started.Add((await rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = ItemId.ParseRoot($"run-{i}"), ConcurrencyKey = "k" })).Id);
        }

        await rig.StartWorkerAsync();
        await rig.StartWorkerAsync();
        foreach (ItemId run in started)
        {
            await rig.OutputAsync(run);
        }

        DateTimeOffset[] sorted = [.. times.Order()];
        Assert.Equal(runs, sorted.Length);
        TimeSpan window = rate.Every * count;
        Assert.All(sorted, from => Assert.InRange(sorted.Count(t => t >= from && t < from + window), 1, count));
        // One turn of the rig is the most that a wake comes late here, for each.
        Assert.InRange(sorted[^1] - sorted[0], rate.Every * (runs - 1), (rate.Every + (3 * rig.Turn)) * (runs - 1));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Step_ThatIsTriedAgain_CountsEachTime()
    {
        await using var rig = new WorkerRig();
        List<DateTimeOffset> times = [];
        await rig.PublishAsync("flow", s => s.Memo(
            "call",
            () =>
            {
                times.Add(rig.Time.GetUtcNow());
                return times.Count < 3 ? throw new StepError("E") : "done";
            },
            new RetryPolicy { MaxAttempts = 3, RetryDelay = TimeSpan.FromMilliseconds(1) }));
        await rig.Client.SetLimitAsync(LimitName.Parse("step:call"), new LimitSpec { Rate = new LimitRate(6, LimitUnit.Minute) });
        await rig.StartWorkerAsync();
        ItemId run = (await rig.Client.StartAsync(new StartRequest { Flow = "flow" })).Id;

        Assert.Equal("done", await rig.OutputAsync(run));
        // The permits are ten seconds apart; between a permit and the block's look at the clock, one turn may pass.
        TimeSpan least = TimeSpan.FromSeconds(10) - rig.Turn;
        Assert.True(times[1] - times[0] >= least && times[2] - times[1] >= least, string.Join(' ', times.Select(t => t.ToString("o"))));
    }

    [Fact]
    public async Task Steps_WithAShortWait_StayInTheSlot()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s => s.Memo("call", () => "a"));
        await rig.Client.SetLimitAsync(LimitName.Parse("step:call"), new LimitSpec { Rate = new LimitRate(1_000_000, LimitUnit.Second) });
        await rig.StartWorkerAsync(o => o.ParkUpTo = TimeSpan.FromMilliseconds(20));
        ItemId run = (await rig.Client.StartAsync(new StartRequest { Flow = "flow" })).Id;

        Assert.Equal("a", await rig.OutputAsync(run));
    }
}
