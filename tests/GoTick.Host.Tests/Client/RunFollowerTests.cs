using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.Host.Commands;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Tests.Client;

/// <summary>Following real runs, on the Memory store.</summary>
public sealed class RunFollowerTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-follow-").FullName;
    private readonly CountedStore _counts;
    private readonly TickClient _client;

    public RunFollowerTests()
    {
        (IFlowStore store, _counts) = CountedStore.Over(new MemoryStore());
        _client = new TickClient(store);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Read_NothingHappened_ReadsNoEventsAgain()
    {
        ItemId id = await StartAsync("1");
        var follower = new RunFollower(_client, id);

        RunNews first = await follower.ReadAsync(TestContext.Current.CancellationToken);
        int read = _counts.Calls["ReadJournalAsync"];
        RunNews second = await follower.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Single(first.Events);
        Assert.Empty(second.Events);
        Assert.Equal(read, _counts.Calls["ReadJournalAsync"]);
        Assert.Equal(RunStatus.Queued, second.Run.Status);
    }

    [Fact]
    public async Task Follow_ARunWithBranches_BringsEachEventAndRecordOnceAndTheOutput()
    {
        ItemId id = await StartAsync("Invoke-TickTask a { Write-Host one }\n1..3 | Invoke-TickParallel p { Write-Host \"in $_\"; $_ }\nStart-TickSleep 0.05");
        await using FlowExecutor executor = Executor.Create(_client);
        await using Worker worker = await Worker.StartAsync(_client, executor, new WorkerOptions { ParkUpTo = TimeSpan.Zero });
        List<RunNews> looks = [];
        await foreach (RunNews news in new RunFollower(_client, id).FollowAsync(TimeSpan.FromMilliseconds(10), stop: TestContext.Current.CancellationToken))
        {
            looks.Add(news);
        }

        RunNews last = looks[^1];
        Assert.True(last.IsOver);
        Assert.Equal(RunStatus.Completed, last.Run.Status);
        Assert.False(last.Run.Output.IsNone);
        Assert.Equal((await _client.ReadStepsAsync(id)).Select(s => s.Key), last.Steps.Select(s => s.Key));
        Assert.Equal(["in 1", "in 2", "in 3", "one"], looks.SelectMany(l => l.Records).Select(r => r.Text).Order());
        FanOutView wait = last.Steps[1].FanOut!;
        Assert.Equal((3, 3, 0), (wait.Total, wait.Done, wait.Failed));
        Assert.Equal(["p[0]", "p[1]", "p[2]"], wait.Branches.Select(b => b.Key));
        Assert.All(last.Steps, s => Assert.Equal("Completed", s.Status));
    }

    [Fact]
    public async Task Follow_ARunThatGoesOnAsNew_ShowsTheStepsOfItsNewJournal()
    {
        ItemId id = await StartAsync("param([int] $Round = 0)\nInvoke-TickTask \"r$Round\" { }\nStart-TickSleep 0.1\nif ($Round -lt 3) { Restart-TickFlow -Round ($Round + 1) }");
        var follower = new RunFollower(_client, id);
        await follower.ReadAsync(TestContext.Current.CancellationToken);
        await using FlowExecutor executor = Executor.Create(_client);
        await using Worker worker = await Worker.StartAsync(_client, executor, new WorkerOptions { ParkUpTo = TimeSpan.Zero });
        List<RunNews> looks = [];
        var lines = new GoTick.PowerShell.Display.RunLines(passing: false);
        List<string> shown = [];
        await foreach (RunNews news in follower.FollowAsync(TimeSpan.FromMilliseconds(5), stop: TestContext.Current.CancellationToken))
        {
            looks.Add(news);
            shown.AddRange(lines.Next(news).Select(l => l.Step?.Name ?? ""));
        }

        Assert.Equal((RunStatus.Completed, 3), (looks[^1].Run.Status, looks[^1].Run.Continued));
        Assert.Equal(["r3", "sleep"], looks[^1].Steps.Select(s => s.Key));
        Assert.All(looks, l => Assert.True(l.Steps.Count <= 2));
        Assert.Equal(["r3", "sleep"], shown.TakeLast(2));
    }

    [Fact]
    public async Task Read_NoSuchRun_IsTickRunNotFound()
    {
        var follower = new RunFollower(_client, ItemId.ParseRoot("nope"));

        TickException error = await Assert.ThrowsAsync<TickException>(() => follower.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal(TickErrorId.RunNotFound, error.ErrorId);
    }

    private async Task<ItemId> StartAsync(string text)
    {
        string path = Path.Combine(_folder, "flow.ps1");
        await File.WriteAllTextAsync(path, text);
        FlowSource source = FlowSource.Read(path, root: null);
        await _client.PublishAsync(source.Definition, source.Version);
        return (await _client.StartAsync(new StartRequest { Flow = "flow" })).Id;
    }
}
