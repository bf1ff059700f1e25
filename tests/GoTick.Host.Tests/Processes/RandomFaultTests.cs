using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Processes;

/// <summary>
/// Workers and their store under random faults while runs keep coming: processes are killed, paused for longer than a lease, told to stop; the server
/// is killed and comes back, connections are cut. Nothing is lost, nothing is done twice once it is recorded, nothing is stuck.
/// </summary>
[Collection(ProcessTests.Name)]
public sealed class RandomFaultTests
{
    private const int Workers = 3;
    private const int AtWork = 12;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("redis", 7)]
    [InlineData("sqlite", 11)]
    public async Task Fleet_RandomFaults_EveryRunEndsOnceAndTheStoreIsWhole(string kind, int seed)
    {
        // Faults come far more often than runs get on, so several may hit the same step: the limit of crashes is not what this is about.
        await using Fleet fleet = await Fleet.StartAsync(kind, "--lease", $"{Lease.TotalSeconds}", "--concurrency", "4", "--drain", "1", "--max-crashes", "100");
        for (int i = 0; i < Workers; i++)
        {
            await fleet.AddWorkerAsync();
        }

        var random = new Random(LongRuns.Wanted ? Environment.TickCount : seed);
        Task pauses = Task.CompletedTask;
        int faults = 0, paused = 0;
        long began = TimeProvider.System.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task starting = KeepStartingAsync(fleet, over.Token);
        while (TimeProvider.System.GetElapsedTime(began) < LongRuns.Faults)
        {
            await Task.Delay(random.Next(300, 1_200), Cancel);
            faults++;
            Gotick victim = fleet.Workers[random.Next(fleet.Workers.Count)];
            switch (random.Next(kind == "redis" ? 6 : 4))
            {
                case 0 or 1:
                    await victim.KillAsync();
                    fleet.Workers.Remove(victim);
                    await fleet.AddWorkerAsync();
                    break;
                case 2 when pauses.IsCompleted:
                    paused++;
                    pauses = PauseAsync(victim);
                    break;
                case 2 or 3 when pauses.IsCompleted:
                    await victim.SignalAsync("TERM");
                    fleet.Workers.Remove(victim);
                    Assert.True(await victim.ExitAsync() == 0, victim.ToString());
                    await fleet.AddWorkerAsync();
                    break;
                case 4:
                    await fleet.Redis!.KillAsync();
                    await Task.Delay(random.Next(100, 3_000), Cancel);
                    await fleet.Redis.RestartAsync();
                    break;
                case 5:
                    await fleet.Redis!.CutConnectionsAsync();
                    break;
            }
        }

        await pauses;
        await over.CancelAsync();
        await starting;

        await fleet.CheckAsync(faults, paused);
        TestContext.Current.SendDiagnosticMessage($"{kind}: {fleet.Runs} runs through {faults} faults");
        Assert.True(fleet.Runs > AtWork, $"Only {fleet.Runs} runs.");
        await fleet.StopAsync();
    }

    private static async Task KeepStartingAsync(Fleet fleet, CancellationToken stop)
    {
        List<ItemId> atWork = [];
        while (!stop.IsCancellationRequested)
        {
            if (atWork.Count < AtWork)
            {
                atWork.Add(await fleet.StartRunAsync());
                continue;
            }

            await fleet.EndAsync(atWork[0]);
            atWork.RemoveAt(0);
        }
    }

    /// <summary>Longer than a lease: others take over what it held, and it wakes in the middle.</summary>
    private static async Task PauseAsync(Gotick worker)
    {
        await worker.SignalAsync("STOP");
        await Task.Delay(2 * Lease, Cancel);
        if (!worker.HasExited)
        {
            await worker.SignalAsync("CONT");
        }
    }
}
