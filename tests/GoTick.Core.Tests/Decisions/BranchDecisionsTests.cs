using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

public sealed class BranchDecisionsTests
{
    private static readonly StoreTime Now = new(1_000_000_000);
    private static readonly FailureDetails Error = new() { ErrorId = "E", Message = "m" };
    private static readonly ItemHeader Header = Headers.In(Place.Leased) with { BranchOf = "run~1", BranchIndex = 2, FirstClaimed = new StoreTime(999_000_000) };

    [Fact]
    public void Complete_OfABranch_EndsItInItsGate()
    {
        Decision decision = BranchDecisions.Complete(Header, Branch(2), new Payload("v"), [], Now);
        var end = Assert.IsType<Verb.GateEnd>(Assert.Single(decision.Verbs));
        Assert.Equal(("run~1", 2, false), (end.Gate, end.Branch, end.Failed));
        BranchOutcome outcome = JournalCodec.DecodeOutcome(end.Outcome);
        Assert.Equal((2, "b[2]", "v", 2, 999_000_000, 1_000_000_000), (outcome.Index, outcome.Key, outcome.Value.Text, outcome.Attempts, outcome.Started.Micros, outcome.Ended.Micros));
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void Fail_AttemptsLeft_WaitsForTheNext()
    {
        Decision decision = BranchDecisions.Fail(Header, Branch(1), RetryPolicy.Default, Error, [], 7, Now);
        StoreTime due = Now.Plus(TimeSpan.FromSeconds(1));
        Assert.Equal(due, Assert.IsType<BranchAttemptFailed>(Assert.Single(decision.Events)).RetryAt);
        Assert.Equal(HeaderFields.Set(HeaderFields.FailedAttempts, "1"), Assert.Single(decision.Fields));
        Assert.Equal(new Verb.Sleep(7, due, Band.Started), Assert.Single(decision.Verbs));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(1, 2.0)]
    public void Fail_AttemptsOrTimeOver_EndsItAsFailed(int attempt, double? timeout)
    {
        var policy = new RetryPolicy { Timeout = timeout is { } s ? TimeSpan.FromSeconds(s) : null };
        var end = Assert.IsType<Verb.GateEnd>(Assert.Single(BranchDecisions.Fail(Header, Branch(attempt), policy, Error, [], 7, Now).Verbs));
        Assert.True(end.Failed);
        Assert.Equal("E", JournalCodec.DecodeOutcome(end.Outcome).Error!.ErrorId);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 5)]
    [InlineData(9_999, 1_000)]
    public void Open_OfAWait_KeepsTheThrottleWithinItsBounds(int throttle, int limit)
    {
        (FanOutOpened opened, Verb.GateOpen open) = Open(new FanOutRequest { Branches = Branches(3), ThrottleLimit = throttle });
        Assert.Equal((limit, 3, "b[0]"), (opened.Limit, opened.Count, opened.First));
        Assert.Equal((limit, 3, 3, true), (open.Spec.Limit, open.Spec.Total, open.Spec.Need, open.Spec.StopsOnFailure));
    }

    [Fact]
    public void Open_Any_NeedsOneAndDoesNotStopOnFailure()
    {
        (_, Verb.GateOpen open) = Open(new FanOutRequest { Branches = Branches(3), IsAny = true });
        Assert.Equal((1, false), (open.Spec.Need, open.Spec.StopsOnFailure));
    }

    [Theory]
    [InlineData(1, 10, 1)]
    [InlineData(500, 10, 1)]
    [InlineData(501, 10, 2)]
    [InlineData(5, 500_000, 2)]
    public void Fill_ManyOrLargeInputs_ComesInPortions(int count, int size, int portions)
    {
        IReadOnlyList<BranchRequest> branches = Branches(count, new string('x', size));
        Verb.GateFill[] fills = [.. FanOutDecisions.Fill("run~1", new FanOutRequest { Branches = branches }, [branches[0].Template], Now)];
        Assert.Equal(portions, fills.Length);
        Assert.Equal(Enumerable.Range(0, count), fills.SelectMany(f => f.Inputs.Select((_, i) => f.From + i)));
        Assert.Equal(Enumerable.Range(0, count), fills.SelectMany(f => f.Inputs).Select(i => ((BranchStarted)JournalCodec.Decode(i)).Index));
    }

    [Fact]
    public void Results_WithoutAnOutcome_WereCanceled()
    {
        BranchResult good = FanOutDecisions.Result(new BranchOutcome { Index = 2, Key = "c", Value = new Payload("v") });
        BranchResult bad = FanOutDecisions.Result(new BranchOutcome { Index = 0, Key = "a", Error = Error });
        IReadOnlyList<BranchResult> results = FanOutDecisions.Results([bad, null, good]);
        Assert.Equal([BranchState.Failed, BranchState.Canceled, BranchState.Completed], results.Select(r => r.State));
        Assert.Equal([0, 1, 2], results.Select(r => r.Index));
    }

    private static (FanOutOpened Event, Verb.GateOpen Verb) Open(FanOutRequest request)
    {
        var start = new RunStarted { Flow = "f", Version = "v", Queue = "q" };
        return FanOutDecisions.Open(
            "run~1",
            StepKey.Of("wait", 1),
            request,
            new GateShared { Run = "run", Start = start, Templates = [] },
            Headers.In(Place.Leased) with { Lease = new Lease(42, new WorkerId("w")) },
            Now);
    }

    private static BranchInfo Branch(int attempt) => new() { Key = "b[2]", Index = 2, Block = new BlockReference(), Attempt = attempt };

    private static IReadOnlyList<BranchRequest> Branches(int count, string item = "x")
    {
        var template = new BranchTemplate { Block = new BlockReference(), Retry = RetryPolicy.Default };
        return [.. Enumerable.Range(0, count).Select(i => new BranchRequest { Key = $"b[{i}]", Template = template, Item = new Payload(item) })];
    }
}
