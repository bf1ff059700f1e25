using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

public sealed class RunDecisionsTests
{
    private static readonly StoreTime Now = StoreTime.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly FailureDetails Error = new() { ErrorId = "E", Message = "m" };

    private static readonly FlowDefinition Flow = new()
    {
        Name = "Demo/Close",
        Version = "v1",
        Settings = new FlowSettings { Queue = "slow", Priority = 3, Retention = TimeSpan.FromHours(1), Tags = ["A"] },
    };

    private static readonly RunStarted Started = new() { Flow = "Demo/Close", Version = "v1", Queue = "slow", Retention = TimeSpan.FromHours(1) };

    [Fact]
    public void Start_WithoutWishes_TakesTheFlowsSettings()
    {
        (RunStarted started, Decision decision) = RunDecisions.Start(new StartRequest { Flow = "Demo/Close" }, Flow, Now);
        Assert.Equal(("slow", 3, TimeSpan.FromHours(1)), (started.Queue, started.Priority, started.Retention));
        Assert.Equal(["A"], started.Tags);
        Assert.Contains(new Verb.Route("slow", 3, ""), decision.Verbs);
        Assert.Equal(new Verb.Ready(Band.New), decision.Verbs[^1]);
        Assert.Equal(["runs", "live", "flow:demo/close", "tag:a"], decision.Verbs.OfType<Verb.List>().Select(v => v.IndexName));
        Assert.Contains(new Verb.BlobHold("v1"), decision.Verbs);
    }

    [Theory]
    [InlineData(10.0, null, 10.0)]
    [InlineData(0.0, null, null)]
    [InlineData(-5.0, null, null)]
    [InlineData(null, 60.0, 60.0)]
    [InlineData(null, -60.0, null)]
    public void Start_DelayedOrAtATime_WaitsIfThatIsToCome(double? delay, double? at, double? wait)
    {
        var request = new StartRequest
        {
            Flow = "f",
            Delay = delay is { } d ? TimeSpan.FromSeconds(d) : null,
            At = at is { } a ? Now.ToDateTimeOffset().AddSeconds(a) : null,
        };
        Verb place = RunDecisions.Start(request, Flow, Now).Decision.Verbs[^1];
        Verb expected = wait is { } w ? new Verb.Sleep(0, Now.Plus(TimeSpan.FromSeconds(w)), Band.New) : new Verb.Ready(Band.New);
        Assert.Equal(expected, place);
    }

    [Fact]
    public void Start_Tags_AreSplitAtCommasAndNamedOnce()
    {
        (RunStarted started, Decision decision) = RunDecisions.Start(new StartRequest { Flow = "f", Tags = ["b, c", "a", "", " B "] }, Flow, Now);
        Assert.Equal(["A", "b", "c"], started.Tags);
        Assert.Equal("A,b,c", decision.Fields.Single(f => f.Key == HeaderFields.Tags).Value);
    }

    public static TheoryData<string, RunStatus, string?> Ends => new()
    {
        { "complete", RunStatus.Completed, null },
        { "fail", RunStatus.Failed, "E" },
        { "exit 0", RunStatus.Completed, null },
        { "exit 3", RunStatus.Failed, TickErrorId.FlowExitCode },
        { "cancel", RunStatus.Canceled, null },
        { "time out", RunStatus.TimedOut, null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void End_OfEachSort_SetsOutcomeIndexesAndRetention(string how, RunStatus status, string? errorId)
    {
        foreach (bool wasSuspended in new[] { false, true })
        {
            RunEnding ending = how switch
            {
                "complete" => EndingDecisions.Of(new ActivationOutcome.Completed(new Payload("o"), 2), Now),
                "fail" => EndingDecisions.Of(new ActivationOutcome.Failed(Error), Now),
                "exit 0" => EndingDecisions.Of(new ActivationOutcome.Exited(0, new Payload("o"), 2), Now),
                "exit 3" => EndingDecisions.Of(new ActivationOutcome.Exited(3, new Payload("o"), 0), Now),
                "time out" => EndingDecisions.TimedOut(Now),
                _ => EndingDecisions.Of(new RunMessage.CancelAsked { Reason = "why" }, Now),
            };
            Decision end = EndingDecisions.Finish(ItemId.ParseRoot("run"), Started, ending, 0, Now, wasSuspended);
            Assert.Single(end.Events);
            Assert.Equal(new Verb.End(TimeSpan.FromHours(1)), end.Verbs[^1]);
            Dictionary<string, string?> fields = new(end.Fields);
            Assert.Equal(status.ToString(), fields[HeaderFields.Outcome]);
            Assert.Equal(errorId, fields[HeaderFields.ErrorId]);
            Assert.Equal(Now.ToString(), fields[HeaderFields.Ended]);
            Assert.Equal(how == "exit 3" ? "3" : null, fields[HeaderFields.ExitCode]);
            Assert.Equal(how is "complete" or "exit 0" ? "2" : null, fields[HeaderFields.ErrorCount]);
            Assert.Equal(
                [("live", false), ($"status:{status}", true), ($"flow:demo/close|{status}", true),
                    .. wasSuspended ? [("status:Suspended", false), ("flow:demo/close|Suspended", false)] : Array.Empty<(string, bool)>()],
                end.Verbs.OfType<Verb.List>().Select(v => (v.IndexName, v.IsMember)));
        }
    }

    [Fact]
    public void Indexes_OverARunsWholeLife_AreWhatItsHeaderCallsFor()
    {
        (_, Decision start) = RunDecisions.Start(new StartRequest { Flow = "Demo/Close", Tags = ["x"] }, Flow, Now);
        Dictionary<string, string> fields = [];
        HashSet<string> indexes = [];
        Apply(start);
        Assert.Equal(RunIndexes.Of(Header(Place.Ready)).Order(), indexes.Order());
        Apply(RunDecisions.Park("Demo/Close", Error, Now, 0, null));
        Assert.Equal(RunIndexes.Of(Header(Place.Parked)).Order(), indexes.Order());
        Apply(EndingDecisions.End(Header(Place.Leased), Started, EndingWork.None, EndingDecisions.Of(new ActivationOutcome.Failed(Error), Now)));
        Assert.Equal(RunIndexes.Of(Header(Place.Ended)).Order(), indexes.Order());
        Apply(RunDecisions.Remove(Header(Place.Ended)));
        Assert.Empty(indexes);

        void Apply(Decision decision)
        {
            foreach ((string name, string? value) in decision.Fields)
            {
                _ = value is null ? fields.Remove(name) : (fields[name] = value) is not null;
            }

            foreach (Verb.List list in decision.Verbs.OfType<Verb.List>())
            {
                _ = list.IsMember ? indexes.Add(list.IndexName) : indexes.Remove(list.IndexName);
            }
        }

        ItemHeader Header(Place place) => Headers.In(place) with { Fields = fields };
    }

    [Theory]
    [InlineData(Place.Ready, RunStatus.Queued)]
    [InlineData(Place.Leased, RunStatus.Running)]
    [InlineData(Place.Waiting, RunStatus.Waiting)]
    [InlineData(Place.Parked, RunStatus.Suspended)]
    [InlineData(Place.Ended, RunStatus.TimedOut)]
    public void Status_OfAPlace_IsAFunctionOfPlaceAndOutcome(Place place, RunStatus status) =>
        Assert.Equal(status, HeaderFields.Status(Headers.In(place) with { Fields = new Dictionary<string, string> { [HeaderFields.Outcome] = "TimedOut" } }));

    [Theory]
    [InlineData(49_900, 0, false)]
    [InlineData(49_901, 0, true)]
    [InlineData(1, 64L * 1024 * 1024, false)]
    [InlineData(1, (64L * 1024 * 1024) + 1, true)]
    public void Limits_OfAJournal_KeepAHundredEventsFree(int events, long bytes, bool isOver)
    {
        Exception? error = Record.Exception(() => JournalLimits.Check(events, bytes));
        Assert.Equal(isOver ? TickErrorId.JournalFull : null, (error as TickException)?.ErrorId);
    }
}
