using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.PowerShell.Display;
using GoTick.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace GoTick.Host.Tests.Processes;

/// <summary>Processes that stand still for longer than a lease: one alone is a zombie when it wakes; a whole machine has lost nothing.</summary>
[Collection(ProcessTests.Name)]
public sealed class PauseTests
{
    /// <summary>The step goes on once the file <c>Go</c> exists: how fast the machine is, plays no part.</summary>
    private const string OneLongStep = """
        param([Parameter(Mandatory)] [string] $Log, [Parameter(Mandatory)] [string] $Go)
        $first = Get-TickMemo 'first' { 'once' }
        $by = Get-TickMemo 'long' {
            Add-Content $Log $PID
            $isDone = $false
            try {
                while (-not (Test-Path $Go)) { Start-Sleep -Milliseconds 50 }
                $isDone = $true
            }
            finally {
                if (-not $isDone) { Set-Content "$Log.stopped" $PID }
            }
            $PID
        }
        Invoke-TickTask 'after' { Add-Content $Log "after $PID" }
        "$first $by"
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("redis")]
    [InlineData("sqlite")]
    public async Task Worker_StoppedForLongerThanALease_WritesNothingWhenItWakes(string kind)
    {
        double lease = LongRuns.Choose(2, new Core.Workers.WorkerOptions().Lease.TotalSeconds);
        TimeSpan stopped = LongRuns.Choose(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(40));
        await using Fleet fleet = await Fleet.StartAsync(kind, "--lease", $"{lease}");
        (Gotick zombie, ItemId run, string log) = await HoldAsync(fleet);
        Gotick heir = await fleet.AddWorkerAsync();

        await zombie.SignalAsync("STOP");
        long began = TimeProvider.System.GetTimestamp();
        LetGo(fleet);
        await fleet.EndAsync(run);
        ItemHeader ended = (await fleet.Client.Store.ReadHeaderAsync(run, Cancel))!;
        IReadOnlyList<byte[]> journal = await fleet.Client.Store.ReadJournalAsync(run, 0, 100, Cancel);
        await Task.Delay(stopped - TimeProvider.System.GetElapsedTime(began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, Cancel);
        await zombie.SignalAsync("CONT");

        // It has woken and works: once it has ended in order, there is nothing left that it could still write.
        await zombie.SignalAsync("TERM");
        Assert.True(await zombie.ExitAsync() == 0, zombie.ToString());
        RunView view = await fleet.Client.GetRunAsync(run);
        Assert.Equal($"once {heir.Id}", Output(view));
        Assert.Equal([$"{zombie.Id}", $"{heir.Id}", $"after {heir.Id}"], File.ReadAllLines(log));
        Assert.Equal(journal, await fleet.Client.Store.ReadJournalAsync(run, 0, 100, Cancel));
        Assert.Equal(ended.Lease, (await fleet.Client.Store.ReadHeaderAsync(run, Cancel))!.Lease);
        await fleet.CheckAsync(faults: 0);
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("sqlite")]
    public async Task Machine_AsleepForLongerThanALease_NobodyIsDeclaredDead(string kind)
    {
        TimeSpan lease = TimeSpan.FromSeconds(LongRuns.Choose(5, 15));
        await using Fleet fleet = await Fleet.StartAsync(kind, "--lease", $"{lease.TotalSeconds}");
        (Gotick holder, ItemId run, string log) = await HoldAsync(fleet);
        await fleet.AddWorkerAsync();
        string[] before = await BothAsync(fleet);

        await EachAsync(w => w.SignalAsync("STOP"));
        await (fleet.Redis?.FreezeAsync() ?? Task.CompletedTask);
        await Task.Delay(lease * 1.5, Cancel);
        await (fleet.Redis?.GoOnAsync() ?? Task.CompletedTask);
        await EachAsync(w => w.SignalAsync("CONT"));
        await Task.Delay(lease, Cancel); // it would have been stopped, or taken over, by now
        LetGo(fleet);

        RunView view = await fleet.EndAsync(run);
        Assert.Equal($"once {holder.Id}", Output(view));
        Assert.Equal([$"{holder.Id}", $"after {holder.Id}"], File.ReadAllLines(log));
        Assert.Equal(before, await NamesAsync(fleet));
        await fleet.CheckAsync(faults: 0);
        await fleet.StopAsync();

        Task EachAsync(Func<Gotick, Task> act) => Task.WhenAll(fleet.Workers.Select(act));
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("sqlite")]
    public async Task Store_AwayForLongerThanALease_NobodyIsDeclaredDead(string kind)
    {
        TimeSpan lease = TimeSpan.FromSeconds(LongRuns.Choose(3, 15));
        await using Fleet fleet = await Fleet.StartAsync(kind, "--lease", $"{lease.TotalSeconds}");
        (Gotick holder, ItemId run, string log) = await HoldAsync(fleet);
        await fleet.AddWorkerAsync();
        string[] before = await BothAsync(fleet);

        await using (await TakeAwayAsync(fleet))
        {
            await Task.Delay(lease * 1.5, Cancel);
            while (!File.Exists(log + ".stopped"))
            {
                await Task.Delay(20, Cancel); // it cannot renew, so it stops
            }
        }

        LetGo(fleet);

        RunView view = await fleet.EndAsync(run);
        Assert.Equal(RunStatus.Completed, view.Status);
        string[] begun = [.. File.ReadAllLines(log).Where(line => !line.StartsWith("after", StringComparison.Ordinal))];
        Assert.Equal(2, begun.Length);
        Assert.Equal($"{holder.Id}", begun[0]);
        Assert.Equal(before, await NamesAsync(fleet));
        Assert.Equal(0, (await fleet.Client.Store.ReadHeaderAsync(run, Cancel))!.Deaths);
        await fleet.CheckAsync(faults: 0);
        await fleet.StopAsync();
    }

    /// <summary>The server is killed, or the file is held by another program, until this is disposed of.</summary>
    private static async Task<IAsyncDisposable> TakeAwayAsync(Fleet fleet)
    {
        if (fleet.Redis is { } redis)
        {
            await redis.KillAsync();
            return new Restart(redis);
        }

        var other = new SqliteConnection($"Data Source={fleet.Folder.File("store.db")};Pooling=False");
        await other.OpenAsync(Cancel);
        await using SqliteCommand hold = other.CreateCommand();
        hold.CommandText = "BEGIN EXCLUSIVE";
        await hold.ExecuteNonQueryAsync(Cancel);
        return other;
    }

    private static async Task<string[]> BothAsync(Fleet fleet)
    {
        while (true)
        {
            if (await NamesAsync(fleet) is { Length: 2 } names)
            {
                return names;
            }

            await Task.Delay(20, Cancel); // one is present with its first claim
        }
    }

    private static async Task<string[]> NamesAsync(Fleet fleet) =>
        [.. (await fleet.Client.ListWorkersAsync(Cancel)).Select(w => w.Id.Text).Order(StringComparer.Ordinal)];

    /// <summary>A worker alone, in the middle of the long step.</summary>
    private static async Task<(Gotick Holder, ItemId Run, string Log)> HoldAsync(Fleet fleet)
    {
        fleet.Folder.Write("flows/long.ps1", OneLongStep);
        Gotick holder = await fleet.AddWorkerAsync();
        string log = fleet.Folder.File("long.txt");
        ItemId run = await fleet.StartRunAsync("long", new() { ["Log"] = log, ["Go"] = fleet.Folder.File("go") });
        while (fleet.Folder.Lines("long.txt").Length == 0)
        {
            await Task.Delay(20, Cancel);
        }

        return (holder, run, log);
    }

    private static void LetGo(Fleet fleet) => File.WriteAllText(fleet.Folder.File("go"), "");

    private static string Output(RunView view) => string.Join(' ', OutputText.Items(view.Output));

    private sealed class Restart(RedisServer redis) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await redis.RestartAsync();
    }
}
