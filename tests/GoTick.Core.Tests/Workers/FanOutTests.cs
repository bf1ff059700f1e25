using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class FanOutTests : IAsyncLifetime
{
    private readonly WorkerRig _rig = new();
    private readonly ConcurrentDictionary<string, int> _ran = new();

    public async ValueTask InitializeAsync() => await _rig.StartWorkerAsync();

    public async ValueTask DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Parallel_ThreeAtATime_NeverMoreLiveAndAllInOrder()
    {
        await _rig.StartWorkerAsync();
        int live = 0, most = 0;
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Memo("in", () => $"{Interlocked.Increment(ref live)}");
            most = Math.Max(most, Volatile.Read(ref live));
            s.Sleep(TimeSpan.FromMilliseconds(200));
            s.Memo("out", () => $"{Interlocked.Decrement(ref live)}");
            return s.Item;
        };

        string? output = await _rig.OutputAsync(await _rig.StartAsync(s => Texts(s.Parallel("many", "branch", 12, throttle: 3))));

        Assert.Equal("0 1 2 3 4 5 6 7 8 9 10 11", output);
        Assert.Equal(3, most);
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Parallel_TwoThousandBranches_AllEndOnce()
    {
        _rig.Executor.Scripts["branch"] = s =>
        {
            Count("ran");
            return s.Item;
        };

        string? output = await _rig.OutputAsync(await _rig.StartAsync(
            s => s.Parallel("many", "branch", 2_000, throttle: 1_000).Count(r => r.State == BranchState.Completed).ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal("2000", output);
        Assert.Equal(2_000, _ran["ran"]);
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Parallel_LargeValues_AreTakenOverInEventsOfBoundedSize()
    {
        _rig.Executor.Scripts["branch"] = s => new string((char)('a' + int.Parse(s.Item, System.Globalization.CultureInfo.InvariantCulture)), 400_000);
        ItemId run = await _rig.StartAsync(s => string.Concat(s.Parallel("many", "branch", 10).Select(r => r.Value.Text[0])));

        Assert.Equal("abcdefghij", await _rig.OutputAsync(run));

        Assert.All(await _rig.Memory.ReadJournalAsync(run, 0, 100), e => Assert.True(e.Length < 1_100_000, $"{e.Length}"));
        Assert.Equal(Enumerable.Range(0, 10), (await _rig.JournalAsync(run)).OfType<BranchesEnded>().SelectMany(e => e.Outcomes).Select(o => o.Index));
    }

    [Fact]
    public async Task Parallel_FirstPortionTakenOverThenCut_TheHeirTakesOverTheRestOnce()
    {
        _rig.Executor.Scripts["branch"] = s => new string('x', 900_000) + s.Item;
        FaultyStore first = _rig.Workers[0].Store;
        ItemId run = ItemId.FromStored("run");
        _rig.Time.AutoAdvanceAmount = TimeSpan.Zero;
        first.Plan = (_, _) =>
        {
            // Once one portion is in the journal, this worker hears nothing any more.
            bool isHalfWay = _rig.JournalAsync(run).Result.Any(e => e is BranchesEnded);
            first.IsAway |= isHalfWay;
            return isHalfWay ? Fault.Lost : Fault.None;
        };
        await _rig.StartAsync(s => string.Concat(s.Parallel("many", "branch", 5).Select(r => r.Value.Text[^1])));
        await _rig.UntilAsync(() => first.IsAway);
        await _rig.StartWorkerAsync();
        await _rig.Memory.DeclareDeadAsync(0, _rig.Workers[0].Worker.Id);

        Assert.Equal("01234", await _rig.OutputAsync(run));

        Assert.Equal(Enumerable.Range(0, 5), (await _rig.JournalAsync(run)).OfType<BranchesEnded>().SelectMany(e => e.Outcomes).Select(o => o.Index));
    }

    [Theory]
    [InlineData(true, "0 1:Failed")]
    [InlineData(false, "0 1:Failed 2 3 4 5")]
    public async Task Parallel_ABranchFailsForGood_StopsOrGoesOnAsAsked(bool stopsOnFailure, string expected)
    {
        _rig.Executor.Scripts["branch"] = s => s.Item == "1" ? throw new StepError("E") : s.Item;

        ItemId run = await _rig.StartAsync(s => string.Join(
            ' ', s.Parallel("many", "branch", 6, throttle: 1, stopsOnFailure: stopsOnFailure).Where(r => r.State != BranchState.Canceled)
                .Select(r => r.Error is null ? r.Value.Text : $"{r.Index}:{r.State}")));

        Assert.Equal(expected, await _rig.OutputAsync(run));
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Parallel_Any_TheFirstSuccessEndsTheWaitAndTheRestGoesAway()
    {
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Sleep(TimeSpan.FromSeconds(s.Item == "2" ? 1 : 3_600));
            return s.Item;
        };
        ItemId run = await _rig.StartAsync(s => Texts(s.Parallel("many", "branch", 4, isAny: true).Where(r => r.State == BranchState.Completed)));

        Assert.Equal("2", await _rig.OutputAsync(run));

        Assert.Single((await _rig.Memory.DumpAsync(0)).Items);
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Parallel_AnyAllFail_EndsWithAllFailed()
    {
        _rig.Executor.Scripts["branch"] = _ => throw new StepError("E");
        Assert.Equal("4", await _rig.OutputAsync(await _rig.StartAsync(
            s => $"{s.Parallel("many", "branch", 4, throttle: 2, isAny: true).Count(r => r.State == BranchState.Failed)}")));
    }

    [Fact]
    public async Task Retry_OfABranch_ReplaysItsRecordedSteps()
    {
        List<int> attempts = [];
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Memo("kept", () => $"{Count("kept")}");
            s.Task("flaky", _ => throw (Count("flaky") < 3 ? new StepError("E") : new StepError("Late")), Script.Once);
            return null;
        };
        _rig.Executor.Scripts["branch2"] = s =>
        {
            attempts.Add(s.Journal.Branch!.Attempt);
            string kept = s.Memo("kept", () => $"{Count("kept")}");
            s.Task("flaky", _ => _ = Count("flaky") < 3 ? throw new StepError("E") : 0, Script.Once);
            return kept + "!";
        };

        string? output = await _rig.OutputAsync(await _rig.StartAsync(
            s => Texts(s.Parallel("many", "branch2", 1, retry: new RetryPolicy { MaxAttempts = 5, RetryDelay = TimeSpan.FromSeconds(2) }))));

        Assert.Equal("1!", output);
        Assert.Equal(1, _ran["kept"]);
        Assert.Equal([1, 2, 3], attempts);
    }

    [Fact]
    public async Task Retry_OfABranchWhoseStepUsedUpItsAttempts_GivesTheStepAllOfThemAgain()
    {
        var twice = new RetryPolicy { MaxAttempts = 2, RetryDelay = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(10) };
        List<int> attempts = [];
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Task(
                "flaky",
                attempt =>
                {
                    attempts.Add(attempt);
                    _ = attempts.Count < 4 ? throw new StepError("E") : 0;
                },
                twice);
            return "done";
        };

        string? output = await _rig.OutputAsync(await _rig.StartAsync(
            s => Texts(s.Parallel("many", "branch", 1, retry: new RetryPolicy { MaxAttempts = 2, RetryDelay = TimeSpan.FromMinutes(1) }))));

        Assert.Equal("done", output);
        Assert.Equal([1, 2, 1, 2], attempts);
    }

    [Fact]
    public async Task Branch_WhoseScriptDoesNotFitItsJournal_FailsForGoodWithoutARetry()
    {
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Memo($"m{Count("pass")}", () => "x");
            s.Sleep(TimeSpan.FromSeconds(5));
            return null;
        };

        string? output = await _rig.OutputAsync(await _rig.StartAsync(s => s.Parallel("many", "branch", 1, retry: RetryPolicy.Default)[0].Error?.ErrorId));

        Assert.Equal(TickErrorId.NonDeterminism, output);
        Assert.Equal(2, _ran["pass"]);
    }

    [Fact]
    public async Task Parallel_Nested_EachInnerWaitBelongsToItsBranch()
    {
        _rig.Executor.Scripts["outer"] = s => s.Item + Texts(s.Parallel("inner", "inner", 2)).Replace(" ", "", StringComparison.Ordinal);
        _rig.Executor.Scripts["inner"] = s =>
        {
            s.Sleep(TimeSpan.FromSeconds(1));
            return s.Item;
        };

        Assert.Equal("001 101 201", await _rig.OutputAsync(await _rig.StartAsync(s => Texts(s.Parallel("outer", "outer", 3)))));
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Claim_WhileTheGateIsOpen_SleepsOnAndNothingIsStartedTwice()
    {
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Sleep(TimeSpan.FromMinutes(1));
            return $"{Count("ran")}";
        };
        ItemId run = await _rig.StartAsync(s => Texts(s.Parallel("many", "branch", 1)));
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);
        int length = (await _rig.Memory.ReadHeaderAsync(run))!.Length;

        // Somebody leases the run and lets it go: it comes to a worker long before its branches have ended.
        await _rig.Memory.ClaimItemAsync(new ItemClaimRequest { Item = run, Worker = new WorkerId("other"), LeaseFor = TimeSpan.FromHours(1) });
        await _rig.Memory.DeclareDeadAsync(0, new WorkerId("other"));
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);

        Assert.Equal(length, (await _rig.Memory.ReadHeaderAsync(run))!.Length);
        await _rig.CheckAsync();
        Assert.Equal("1", await _rig.OutputAsync(run));
    }

    [Fact]
    public async Task Collect_ManyOtherMessagesBefore_StillFindsThatTheBranchesHaveEnded()
    {
        _rig.Executor.Scripts["branch"] = s =>
        {
            s.Sleep(TimeSpan.FromSeconds(10));
            return "done";
        };
        ItemId run = await _rig.StartAsync(s => Texts(s.Parallel("many", "branch", 1)));
        await _rig.UntilAsync(async () => (await _rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);
        await _rig.Memory.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.In(Place.Waiting, Place.Ready, Place.Leased),
            Verbs = [.. Enumerable.Range(0, 200).Select(i => new Verb.Post(run, $"signal{i}", [1]))],
        });

        Assert.Equal("done", await _rig.OutputAsync(run));
    }

    [Fact]
    public async Task Gate_OfARestartedRun_IsNotTakenForTheOldOne()
    {
        _rig.Executor.Scripts["branch"] = s => s.Journal.GetState("color").Text;
        string color = "red";
        Func<Script, string?> flow = s =>
        {
            s.Journal.SetState("color", new Payload(s.Memo("color", () => color)), Script.Here);
            return Texts(s.Parallel("many", "branch", 1));
        };
        ItemId run = await _rig.StartAsync(flow);
        Assert.Equal("red", await _rig.OutputAsync(run));
        color = "blue";

        // It may have to wait for the worker, whose clock goes on only here.
        Task restart = _rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = run, IfExists = ExistingRun.Restart });
        await _rig.UntilAsync(() => restart.IsCompleted);
        await restart;

        Assert.Equal("blue", await _rig.OutputAsync(run));
    }

    [Fact]
    public async Task Parallel_OtherBranchesOnReplay_SuspendsTheRun()
    {
        _rig.Executor.Scripts["branch"] = s => s.Item;
        RunView view = await _rig.EndAsync(await _rig.StartAsync(s => Texts(s.Parallel("many", "branch", 2 + Count("pass")))));
        Assert.Equal(RunStatus.Suspended, view.Status);
        Assert.Equal(TickErrorId.NonDeterminism, view.Error!.ErrorId);
        await _rig.CheckAsync();
    }

    private int Count(string what) => _ran.AddOrUpdate(what, 1, (_, n) => n + 1);

    private static string Texts(IEnumerable<BranchResult> results) => string.Join(' ', results.Select(r => r.Value.Text));
}
