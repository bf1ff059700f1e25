using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Tests.Shared;
using Microsoft.Data.Sqlite;

namespace GoTick.Host.Tests.Processes;

/// <summary>What is promised when processes and stores die in the middle (design §3.1 to §3.6).</summary>
[Collection(ProcessTests.Name)]
public sealed class CrashTests : IDisposable
{
    private const int Kills = 20;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_KilledTwentyTimes_RecordsEachStepOnceAndCompletes()
    {
        string script = TwentySteps.WriteTo(_folder);
        string log = _folder.File("log.txt");
        var moments = new Random(4711);
        int deaths = 0;
        for (int i = 0; i < Kills; i++)
        {
            await using Gotick run = Gotick.Start(_folder.Path, "run", script, "-Log", log, "-Milliseconds", "150");
            Assert.True(await run.SaysAsync(i == 0 ? "Run " : "Going on with"), run.ToString());
            await Task.Delay(moments.Next(0, 350), TestContext.Current.CancellationToken);
            if (run.HasExited)
            {
                break;
            }

            await run.KillAsync();
            deaths++;
        }

        await using Gotick last = await Gotick.RunAsync(_folder.Path, "run", script, "-Log", log, "-Milliseconds", "150");

        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.Equal(["all done"], last.Output);
        Assert.Equal(Kills, deaths);
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync();
        TwentySteps.Check(view, steps, _folder.Lines("log.txt"), deaths);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Run_Interrupted_EndsWith130AndGoesOn(string signal)
    {
        string script = TwentySteps.WriteTo(_folder);
        string log = _folder.File("log.txt");
        await using Gotick run = Gotick.Start(_folder.Path, "run", script, "-Log", log, "-Milliseconds", "400");
        Assert.True(await run.SaysAsync("step#2"), run.ToString());

        await run.SignalAsync(signal);

        Assert.Equal(130, await run.ExitAsync());
        await using Gotick again = await Gotick.RunAsync(_folder.Path, "run", script, "-Log", log, "-Milliseconds", "400");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains(again.Messages, m => m.StartsWith("Going on with", StringComparison.Ordinal));
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync();
        TwentySteps.Check(view, steps, _folder.Lines("log.txt"), 1);
    }

    [Fact]
    public async Task Run_EndsWhileItDrains_EndsAsUsual()
    {
        string script = _folder.Write("short.ps1", "Invoke-TickTask a { }\nInvoke-TickTask b { Start-Sleep -Milliseconds 700 }\n'done'");
        await using Gotick run = Gotick.Start(_folder.Path, "run", script);
        Assert.True(await run.SaysAsync("task   a"), run.ToString());

        await run.SignalAsync("INT");

        Assert.True(await run.ExitAsync() == 0, run.ToString());
        Assert.Equal(["done"], run.Output);
    }

    [Fact]
    public async Task Worker_OneOfTwoKilledOnRedis_TheOtherCompletesAllRuns()
    {
        await using RedisServer redis = await RedisServer.StartNewAsync();
        TwentySteps.WriteTo(_folder, "flows/twenty.ps1");
        string[] work = ["worker", "--flows", "flows", "--concurrency", "3", "--store", redis.Url];
        await using Gotick first = Gotick.Start(_folder.Path, work);
        Assert.True(await first.SaysAsync("serves default"), first.ToString());
        await using Gotick second = Gotick.Start(_folder.Path, work);
        Assert.True(await second.SaysAsync("serves default"), second.ToString());
        const int runs = 6;
        for (int i = 0; i < runs; i++)
        {
            string log = _folder.File($"log{i}.txt");
            await using Gotick start = await Gotick.RunAsync(_folder.Path, "start", "--store", redis.Url, "--id", $"r{i}", "twenty", "-Log", log, "-Milliseconds", "300");
            Assert.True(start.ExitCode == 0, start.ToString());
            Assert.Equal([$"r{i}"], start.Output);
        }

        await first.KillAsync();

        await using TickClient client = await TickClient.ConnectAsync(redis.Url);
        for (int i = 0; i < runs; i++)
        {
            RunView? ended = await client.WaitAsync(ItemId.ParseRoot($"r{i}"), TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            Assert.NotNull(ended);
            TwentySteps.Check(ended, await client.ReadStepsAsync(ended.Id), _folder.Lines($"log{i}.txt"), 1);
        }

        await second.SignalAsync("TERM");
        Assert.Equal(0, await second.ExitAsync());
    }

    [Fact]
    public async Task Run_RedisAwayInTheMiddle_SaysSoWaitsAndCompletes()
    {
        await using RedisServer redis = await RedisServer.StartNewAsync("--appendonly", "yes", "--appendfsync", "always");
        string script = TwentySteps.WriteTo(_folder);
        await using Gotick run = Gotick.Start(_folder.Path, "run", "--store", redis.Url, script, "-Log", _folder.File("log.txt"));
        Assert.True(await run.SaysAsync("step#5"), run.ToString());

        await redis.KillAsync();
        Assert.True(await run.SaysAsync("TickStoreUnavailable"), run.ToString());
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await redis.RestartAsync();

        Assert.Equal(0, await run.ExitAsync());
        Assert.Contains("The store answers again.", run.Messages);
        Assert.Equal(["all done"], run.Output);
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(redis.Url);
        TwentySteps.Check(view, steps, _folder.Lines("log.txt"), 0);
    }

    [Fact]
    public async Task Run_FileLockedByAnotherProcess_WaitsAndCompletes()
    {
        string script = TwentySteps.WriteTo(_folder);
        await using Gotick run = Gotick.Start(_folder.Path, "run", script, "-Log", _folder.File("log.txt"));
        Assert.True(await run.SaysAsync("step#5"), run.ToString());

        await using (var other = new SqliteConnection($"Data Source={_folder.File("store.db")};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using SqliteCommand begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            int lines = _folder.Lines("log.txt").Length;
            await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
            Assert.InRange(_folder.Lines("log.txt").Length, lines, lines + 1); // nothing went on without the store
        }

        Assert.True(await run.ExitAsync() == 0, run.ToString());
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync();
        TwentySteps.Check(view, steps, _folder.Lines("log.txt"), 0);
    }

    [Fact]
    public async Task Run_FileEditedInBetween_KeepsItsText()
    {
        string script = _folder.Write("edited.ps1", "Invoke-TickTask one { }\nStart-TickSleep 1\n'the first text'");
        await using Gotick run = Gotick.Start(_folder.Path, "run", script);
        Assert.True(await run.SaysAsync("sleep"), run.ToString());
        await run.KillAsync();

        _folder.Write("edited.ps1", "Invoke-TickTask other { }\n'the second text'");

        await using Gotick again = await Gotick.RunAsync(_folder.Path, "run", script);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(["the first text"], again.Output);
        await using Gotick anew = await Gotick.RunAsync(_folder.Path, "run", script);
        Assert.Equal(["the second text"], anew.Output);
    }

    [Fact]
    public async Task Run_HeldByALivingProcess_FollowsAndTakesOver()
    {
        string script = TwentySteps.WriteTo(_folder);
        string log = _folder.File("log.txt");
        await using Gotick holder = Gotick.Start(_folder.Path, "run", script, "-Log", log, "-Milliseconds", "300");
        Assert.True(await holder.SaysAsync("step#2"), holder.ToString());

        await using Gotick follower = Gotick.Start(_folder.Path, "run", script, "-Log", log, "-Milliseconds", "300");
        Assert.True(await follower.SaysAsync("Following"), follower.ToString());
        await holder.KillAsync();

        Assert.True(await follower.ExitAsync() == 0, follower.ToString());
        Assert.Contains(follower.Messages, m => m.Contains("is gone. Going on here.", StringComparison.Ordinal));
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync();
        TwentySteps.Check(view, steps, _folder.Lines("log.txt"), 1);
    }
}
