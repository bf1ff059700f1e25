using GoTick.Core.Decisions;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using Xunit;

namespace GoTick.Core.Tests.Decisions;

public sealed class EndingDecisionsTests
{
    private static readonly StoreTime Now = new(1_000_000_000);
    private static readonly RunStarted Started = new() { Flow = "f", Version = "v", Queue = "q", Timeout = TimeSpan.FromSeconds(9) };

    /// <summary>What is registered (u: a compensation; s, f, t, c: a callback), how the run ends; true when something is left to do.</summary>
    public static TheoryData<string, RunStatus, bool> Ends => new()
    {
        { "", RunStatus.Failed, false },
        { "u", RunStatus.Completed, false },
        { "u", RunStatus.Failed, true },
        { "u", RunStatus.TimedOut, true },
        { "u", RunStatus.Canceled, true },
        { "s", RunStatus.Completed, true },
        { "s", RunStatus.Canceled, false },
        { "f", RunStatus.Failed, true },
        { "t", RunStatus.TimedOut, true },
        { "c", RunStatus.Canceled, true },
        { "ftc", RunStatus.Completed, false },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void End_WithAndWithoutWork_IsTheBarrierOrTheEnd(string registered, RunStatus status, bool isBarrier)
    {
        EndingWork work = registered.Aggregate(EndingWork.None, (w, c) => w.With(On(c)));
        ItemHeader header = Headers.In(Place.Leased) with { Gate = isBarrier ? "run~1" : null, Fields = Fields(work) };
        Assert.Equal(work, EndingWork.Of(header));

        Decision decision = EndingDecisions.End(header, Started, work, new RunEnding { At = Now, Status = status, Error = new() { ErrorId = "E", Message = "m" } });

        if (isBarrier)
        {
            Assert.Equal(status, Assert.IsType<RunEnding>(Assert.Single(decision.Events)).Status);
            Assert.Equal(status.ToString(), new Dictionary<string, string?>(decision.Fields)[HeaderFields.Ending]);
            Assert.Contains(new Verb.GateClose("run~1"), decision.Verbs);
            Assert.Equal([RunMessage.CancelAsked.MessageId], decision.Verbs.OfType<Verb.Take>().Single().MessageIds);
            Assert.Equal(new Verb.Ready(ChildDecisions.MayLive(header, status) ? Band.Control : Band.Started), decision.Verbs[^1]);
        }
        else
        {
            Assert.IsNotType<RunEnding>(Assert.Single(decision.Events));
            Assert.Equal(status.ToString(), new Dictionary<string, string?>(decision.Fields)[HeaderFields.Outcome]);
            Assert.IsType<Verb.End>(decision.Verbs[^1]);
        }
    }

    [Fact]
    public void End_OfASuspendedRun_TakesItFromAmongTheSuspended()
    {
        ItemHeader header = Headers.In(Place.Leased) with { Fields = new Dictionary<string, string> { [HeaderFields.ErrorId] = "E" } };
        Decision decision = EndingDecisions.End(header, Started, new EndingWork(1, ""), EndingDecisions.TimedOut(Now));
        Assert.Equal([("status:Suspended", false), ("flow:f|Suspended", false), ("error:e", false)], decision.Verbs.OfType<Verb.List>().Select(v => (v.IndexName, v.IsMember)));
        Assert.Contains(HeaderFields.Set(HeaderFields.ErrorId, null), decision.Fields);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(900_000_000L, 909_000_000L)]
    public void Deadline_OfARun_CountsFromItsFirstClaim(long? first, long? deadline)
    {
        (RunStarted started, Decision start) = RunDecisions.Start(
            new StartRequest { Flow = "f" }, new FlowDefinition { Name = "f", Version = "v", Settings = new FlowSettings { Timeout = TimeSpan.FromSeconds(9) } }, Now);
        Assert.Equal(TimeSpan.FromSeconds(9), started.Timeout);
        Dictionary<string, string> fields = start.Fields.ToDictionary(f => f.Key, f => f.Value!);
        ItemHeader header = Headers.In(Place.Leased) with { FirstClaimed = first is { } f ? new StoreTime(f) : null, Fields = fields };
        Assert.Equal(deadline, EndingDecisions.Deadline(header)?.Micros);
        fields[HeaderFields.Ending] = "Failed";
        Assert.Null(EndingDecisions.Deadline(header));
    }

    [Theory]
    [InlineData(null, 100, Band.Control)]
    [InlineData(200L, 100, Band.Control)]
    [InlineData(100L, 100, Band.Started)]
    [InlineData(50L, 50, Band.Started)]
    public void InTime_OfAWait_EndsAtTheDeadlineAtTheLatest(long? due, long wake, Band band)
    {
        var sleep = new Verb.Sleep(3, due is { } d ? new StoreTime(d) : null, Band.Started);
        Assert.Equal(new Verb.Sleep(3, new StoreTime(wake), band), EndingDecisions.InTime(sleep, new StoreTime(100)));
    }

    /// <summary>Whether it was cancelled, seconds to its deadline, whether it ends already or is a branch; the outcome, if there is one.</summary>
    [Theory]
    [InlineData(false, null, "", null)]
    [InlineData(true, null, "", RunStatus.Canceled)]
    [InlineData(false, 1, "", null)]
    [InlineData(false, 0, "", RunStatus.TimedOut)]
    [InlineData(true, -5, "", RunStatus.Canceled)]
    [InlineData(true, -5, "ending", null)]
    [InlineData(true, null, "branch", null)]
    public void BeforeScript_OfWhatWasClaimed_EndsItOrLetsItGoOn(bool isCanceled, int? left, string state, RunStatus? expected)
    {
        Dictionary<string, string> fields = [];
        if (left is not null)
        {
            fields[HeaderFields.Timeout] = TimeSpan.FromSeconds(10).Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (state == "ending")
        {
            fields[HeaderFields.Ending] = "Failed";
        }

        ItemHeader header = Headers.In(Place.Leased) with
        {
            FirstClaimed = Now.Plus(TimeSpan.FromSeconds((left ?? 0) - 10)),
            BranchOf = state == "branch" ? "run~1" : null,
            Fields = fields,
        };
        var message = new InboxMessage(1, "cancel", JournalCodec.Encode(new RunMessage.CancelAsked { Reason = "why", By = "me" }));

        Decision? decision = EndingDecisions.BeforeScript(header, () => Started, isCanceled ? [message] : [], Now);

        Assert.Equal(expected is null, decision is null);
        if (expected == RunStatus.Canceled)
        {
            var end = Assert.IsType<RunCanceled>(Assert.Single(decision!.Events));
            Assert.Equal(("why", "me"), (end.Reason, end.By));
        }
        else if (expected == RunStatus.TimedOut)
        {
            Assert.Equal(TimeSpan.FromSeconds(9), Assert.IsType<RunTimedOut>(Assert.Single(decision!.Events)).Timeout);
        }
    }

    private static Dictionary<string, string> Fields(EndingWork work) => work.Fields.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!);

    private static RunStatus? On(char c) => c switch
    {
        's' => RunStatus.Completed,
        'f' => RunStatus.Failed,
        't' => RunStatus.TimedOut,
        'c' => RunStatus.Canceled,
        _ => null,
    };
}
