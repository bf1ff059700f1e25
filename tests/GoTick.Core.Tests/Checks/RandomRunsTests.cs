using GoTick.Core.Checks;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Checks;

/// <summary>Random flows on workers that are cut off now and then: at every moment the store is without faults, and in the end nothing is left.</summary>
public sealed class RandomRunsTests
{
    private const int Runs = 25;
    private static readonly FlowSettings Settings = new() { Retention = TimeSpan.FromHours(1), Tags = ["a", "b,c"] };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Store_RandomRunsOnFailingWorkers_IsCleanAtEveryMomentAndEmptyInTheEnd(int seed)
    {
        var random = new Random(seed);
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        rig.Executor.Scripts["branch"] = s => Branch(s, depth: 0);
        rig.Executor.Scripts["nested"] = s => Branch(s, depth: 1);
        for (int i = 0; i < 2; i++)
        {
            await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(30));
        }

        for (int i = 0; i < Runs; i++)
        {
            await rig.StartAsync(Flow, $"run-{seed}-{i}", Settings);
        }

        await rig.UntilAsync(async () =>
        {
            TestWorker worker = rig.Workers[random.Next(2)];
            worker.Store.IsAway = random.Next(8) == 0;
            await NoFaultsAsync(rig);
            return await IsOverAsync(rig);
        });

        rig.Workers.ForEach(w => w.Store.IsAway = false);
        await rig.PassAsync(TimeSpan.FromHours(2));
        await rig.UntilAsync(async () => (await rig.Memory.DumpAsync(0)).Items.Count == 0);
        StoreDump dump = await rig.Memory.DumpAsync(0);
        Assert.Empty(dump.Gates);
        Assert.Empty(dump.Indexes);
        Assert.Empty(dump.Logs);
        Assert.Empty(dump.Ready);
        Assert.All(dump.Blobs, b => Assert.Equal(0, b.Holders));
    }

    private static async Task<bool> IsOverAsync(WorkerRig rig) => !await rig.Client.ListRunsAsync().AnyAsync(r => !r.Status.IsTerminal());

    private static async Task NoFaultsAsync(WorkerRig rig)
    {
        IReadOnlyList<StoreFault> faults = StoreChecker.Check(await rig.Memory.DumpAsync(0));
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>The steps follow from the run's id, as they must.</summary>
    private static string? Flow(Script s)
    {
        var random = new Random(s.Journal.Run.Id.Text.Aggregate(17, (h, c) => (h * 31) + c));
        for (int i = random.Next(1, 7); i > 0; i--)
        {
            Step(s, random, "branch");
        }

        return random.Next(6) == 0 ? throw new StepError("Wanted") : "end";
    }

    private static string? Branch(Script s, int depth)
    {
        var random = new Random(int.Parse(s.Item, System.Globalization.CultureInfo.InvariantCulture) + depth);
        for (int i = random.Next(0, 3); i > 0; i--)
        {
            Step(s, random, depth == 0 ? "nested" : null);
        }

        return random.Next(10) == 0 ? throw new StepError("Wanted") : s.Item;
    }

    private static void Step(Script s, Random random, string? block)
    {
        s.Journal.Log(new StreamRecord { Stream = StreamKind.Verbose, Text = "here", Time = s.Journal.StoreTime });
        switch (random.Next(block is null ? 3 : 5))
        {
            case 0:
                s.Sleep(TimeSpan.FromSeconds(random.Next(60)));
                break;
            case 1:
                int failures = random.Next(3);
                s.Task("flaky", attempt => _ = attempt <= failures ? throw new StepError("Flaky") : 0);
                break;
            case 2:
                s.Memo("value", () => "v");
                break;
            default:
                s.Parallel("many", block!, random.Next(1, 6), random.Next(1, 4), isAny: random.Next(4) == 0, stopsOnFailure: random.Next(2) == 0, RetryPolicy.Default);
                break;
        }
    }
}
