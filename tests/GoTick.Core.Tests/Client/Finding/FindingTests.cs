using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Client.Finding;

/// <summary>Finding runs, the same on each store.</summary>
public abstract class FindingTests : IAsyncLifetime
{
    private static readonly RunStatus[] Stored =
    [
        RunStatus.Queued, RunStatus.Running, RunStatus.Waiting, RunStatus.Suspended, RunStatus.Completed, RunStatus.Failed, RunStatus.Canceled,
    ];

    private TickClient _client = null!;
    private StoredRuns _runs = null!;

    protected abstract Task<IFlowStore> OpenAsync();

    public virtual async ValueTask InitializeAsync()
    {
        IFlowStore store = await OpenAsync();
        _client = new TickClient(store);
        _runs = new StoredRuns(store);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task List_ByEveryFilter_GivesExactlyTheRunsThatFit_NewestFirst()
    {
        foreach (int i in Enumerable.Range(0, 42))
        {
            await _runs.AddAsync(
                $"r{i}",
                Stored[i % 7],
                i % 2 == 0 ? "Even" : "odd",
                i % 3 == 0 ? ["three"] : [],
                StoredRuns.Error(i % 4 == 0 ? "PathNotFound,Get-Item" : "Other", $"Message {i} of it"));
        }

        RunView[] all = await FindAsync(new RunQuery());
        Assert.Equal(Enumerable.Range(0, 42).Reverse().Select(i => $"r{i}"), all.Select(r => r.Id.Text));
        foreach (RunQuery query in Queries())
        {
            string[] wanted = [.. all.Where(r => Fits(r, query)).Select(r => r.Id.Text)];
            Assert.Equal(wanted, (await FindAsync(query)).Select(r => r.Id.Text));
        }

        Assert.Equal(["r40", "r24", "r12"], (await FindAsync(new RunQuery { ErrorId = "pathnotfound" })).Select(r => r.Id.Text)); // failed or suspended
        Assert.Empty(await _client.CheckAsync());
    }

    [Fact]
    public async Task List_ByTime_GivesWhatWasCreatedWithin()
    {
        RunView[] all = await ThreeAsync();
        Assert.Equal(["r2", "r1"], await IdsAsync(new RunQuery { Since = all[1].Created }));
        Assert.Equal(["r0"], await IdsAsync(new RunQuery { Until = all[1].Created }));
        Assert.Equal(["r1"], await IdsAsync(new RunQuery { Since = all[1].Created, Until = all[0].Created }));
        Assert.Empty(await IdsAsync(new RunQuery { Since = all[0].Created.AddTicks(10) }));
        Assert.Equal(["r1"], await IdsAsync(new RunQuery { Statuses = [RunStatus.Running], Since = all[1].Created }));
    }

    [Fact]
    public async Task List_ByErrorText_BringsTheErrorsAndLooksAtRunsThatHaveOne()
    {
        await _runs.AddAsync("a", RunStatus.Failed, error: StoredRuns.Error("E", "Disk C: is FULL"));
        await _runs.AddAsync("b", RunStatus.Failed, error: StoredRuns.Error("E", "no luck"));
        await _runs.AddAsync("c", RunStatus.Suspended, error: StoredRuns.Error("F", "disk d: is full"));
        await _runs.AddAsync("d", RunStatus.Completed);

        RunView[] found = await FindAsync(new RunQuery { ErrorText = "is full" });

        Assert.Equal(["c", "a"], found.Select(r => r.Id.Text));
        Assert.Equal("Disk C: is FULL", found[1].Error!.Message);
        Assert.Equal(["a"], await IdsAsync(new RunQuery { ErrorText = "is full", ErrorId = "e" }));
        Assert.Equal(["c"], await IdsAsync(new RunQuery { ErrorText = "is full", Statuses = [RunStatus.Suspended, RunStatus.Completed] }));
    }

    [Fact]
    public async Task List_PageByPage_LosesNoRunAndTellsNoneTwice_WhateverBeginsAndEndsMeanwhile()
    {
        foreach (int i in Enumerable.Range(0, 30))
        {
            await _runs.AddAsync($"r{i}", RunStatus.Completed);
        }

        List<string> seen = [];
        string? cursor = null;
        for (int page = 0; page < 100; page++)
        {
            RunView[] runs = await _client.ListRunsAsync(new RunQuery { After = cursor }).Take(4).ToArrayAsync();
            if (runs.Length == 0)
            {
                break;
            }

            seen.AddRange(runs.Select(r => r.Id.Text));
            cursor = runs[^1].Cursor;
            await _runs.AddAsync($"new{page}", RunStatus.Completed);
            if (page == 2)
            {
                await _client.RemoveAsync(runs[^1].Id); // the place stays although its run goes
            }
        }

        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => $"r{i}"), seen);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AgAAAAAAAAAAAAAAAA")]
    public async Task Cursor_ThatIsNone_IsAnError(string text)
    {
        TickException error = await Assert.ThrowsAsync<TickException>(() => FindAsync(new RunQuery { After = text }));
        Assert.Equal((TickErrorId.CursorInvalid, TickErrorKind.InvalidInput), (error.ErrorId, error.Kind));
    }

    [Fact]
    public async Task ListEnded_WithoutAFilterOrWithAnotherStatus_IsRefused()
    {
        await ThreeAsync();
        Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => _client.ListEndedAsync(new RunQuery())).ErrorId);
        Assert.Equal(
            TickErrorId.ArgumentInvalid,
            Assert.Throws<TickException>(() => _client.ListEndedAsync(new RunQuery { Statuses = [RunStatus.Completed, RunStatus.Waiting] })).ErrorId);
        Assert.Equal("r2", (await _client.ListEndedAsync(new RunQuery { Flow = "flow" }).SingleAsync()).Id.Text);
    }

    [Fact]
    public async Task List_OfARunThatEndedWithAnotherError_FindsItByTheNewOneOnly()
    {
        await _runs.AddAsync("r", RunStatus.Suspended, error: StoredRuns.Error("First", "1"));
        Assert.Equal(["r"], await IdsAsync(new RunQuery { ErrorId = "First" }));

        await _runs.FailAsync("r", StoredRuns.Error("Second", "2"));

        Assert.Empty(await IdsAsync(new RunQuery { ErrorId = "First" }));
        Assert.Equal(["r"], await IdsAsync(new RunQuery { ErrorId = "Second", Statuses = [RunStatus.Failed] }));
        Assert.Empty(await _client.CheckAsync());
    }

    private static IEnumerable<RunQuery> Queries()
    {
        RunStatus[][] statuses = [[], .. Stored.Select(s => new[] { s }), [RunStatus.Failed, RunStatus.Queued], [RunStatus.Running, RunStatus.Queued], Stored];
        foreach (RunStatus[] some in statuses)
        {
            foreach (string? flow in new[] { null, "EVEN", "odd", "none" })
            {
                foreach (string? tag in new[] { null, "Three" })
                {
                    foreach (string? error in new[] { null, "PathNotFound", "other,Get-Thing" })
                    {
                        yield return new RunQuery { Statuses = some, Flow = flow, Tag = tag, ErrorId = error };
                    }
                }
            }
        }
    }

    private static bool Fits(RunView run, RunQuery query) =>
        (query.Statuses.Count == 0 || query.Statuses.Contains(run.Status))
        && (query.Flow is null || run.Flow.Equals(query.Flow, StringComparison.OrdinalIgnoreCase))
        && (query.Tag is null || run.Tags.Contains("three"))
        && (query.ErrorId is null || (run.ErrorId is { } error && error.Split(',')[0].Equals(query.ErrorId.Split(',')[0], StringComparison.OrdinalIgnoreCase)));

    private async Task<RunView[]> ThreeAsync()
    {
        await _runs.AddAsync("r0", RunStatus.Waiting);
        await _runs.AddAsync("r1", RunStatus.Running);
        await _runs.AddAsync("r2", RunStatus.Failed);
        return await FindAsync(new RunQuery());
    }

    private Task<RunView[]> FindAsync(RunQuery query) => _client.ListRunsAsync(query).ToArrayAsync(TestContext.Current.CancellationToken).AsTask();

    private async Task<IEnumerable<string>> IdsAsync(RunQuery query) => (await FindAsync(query)).Select(r => r.Id.Text);
}
