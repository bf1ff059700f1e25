using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using Xunit;

namespace GoTick.Core.Tests.Decisions;

public sealed class ChildDecisionsTests
{
    private static readonly StoreTime Now = new(1_000_000_000);
    private static readonly StepKey Key = StepKey.Of("step", 1);
    private static readonly FlowDefinition Flow = new() { Name = "f", Version = "v", Settings = new FlowSettings { Timeout = TimeSpan.FromSeconds(9) } };
    private static readonly ItemId Child = ItemId.FromStored("run/1");
    private static readonly RunStarted Run = new() { Flow = "f", Version = "v", Queue = "q" };

    [Theory]
    [InlineData("run", "run")]
    [InlineData("run~1.0", "run")]
    [InlineData("run/2~1.0~3.4", "run/2")]
    public void Start_OfAChild_MakesItAndWaitsInOneDecision(string parent, string listed)
    {
        ItemHeader header = Headers.In(Place.Leased) with { Id = ItemId.FromStored(parent) };
        var request = new StartRequest { Flow = "f", Queue = "q2", Timeout = TimeSpan.FromSeconds(3), IsDetached = true };

        Decision decision = ChildDecisions.Start(header, Key, Child, request, Flow, 7, Now);

        Assert.Equal(new ChildStarted { At = Now, Key = Key, Run = "run/1", Flow = "f", IsDetached = true }, Assert.Single(decision.Events));
        Assert.Equal([HeaderFields.Set("child", "run/1")], decision.Fields);
        Assert.Equal(new Verb.Sleep(7, null, Band.Started), decision.Verbs[^1]);
        Batch start = decision.Verbs.OfType<Verb.Child>().Single().Start;
        Assert.Equal(Child, start.Item);
        Assert.Equal((parent, "q2", TimeSpan.FromSeconds(3)), Read((RunStarted)JournalCodec.Decode(start.Events[0])));
        Assert.Superset(new HashSet<KeyValuePair<string, string?>> { new("parent", parent), new("det", "1") }, start.Fields.ToHashSet());
        Assert.Superset(new HashSet<Verb> { new Verb.List("of:" + listed, true), new Verb.List("alive:" + listed, true), new Verb.Route("q2", 0, "run"), new Verb.Ready(Band.Branches) }, start.Verbs.ToHashSet());

        static (string?, string, TimeSpan?) Read(RunStarted run) => (run.Parent, run.Queue, run.Timeout);
    }

    [Theory]
    [InlineData(RunStatus.Completed, null, null)]
    [InlineData(RunStatus.Failed, TickErrorId.ChildFailed, "OperationStopped")]
    [InlineData(RunStatus.Canceled, TickErrorId.ChildCanceled, "OperationStopped")]
    [InlineData(RunStatus.TimedOut, TickErrorId.ChildTimedOut, "OperationTimeout")]
    public void End_OfAChild_IsToldToItsParentAndReadThere(RunStatus status, string? errorId, string? category)
    {
        var error = new FailureDetails { ErrorId = "E", Message = "m" };
        var ending = new RunEnding { At = Now, Status = status, Output = new Payload("out"), Error = status == RunStatus.Failed ? error : null };

        Decision end = EndingDecisions.Finish(Child, Run with { Parent = "run~1.0" }, ending, 0, Now, suspendedBy: null);
        Verb.Post post = end.Verbs.OfType<Verb.Post>().Single();
        var told = (RunMessage.ChildEnded)JournalCodec.TryDecodeMessage(post.Message)!;
        Decision taken = ChildDecisions.Complete(new ChildStarted { Key = Key, Run = Child.Text, Flow = "f" }, Key, told, Now);
        ChildResult result = ChildDecisions.Result((ChildCompleted)taken.Events[0]);

        Assert.Equal(("run~1.0", "child:run/1"), (post.Target.Text, post.MessageId));
        Assert.Contains(new Verb.List("alive:run", false), end.Verbs);
        Assert.Equal(["child:run/1"], taken.Verbs.OfType<Verb.Take>().Single().MessageIds);
        Assert.Equal([HeaderFields.Set("child", null)], taken.Fields);
        Assert.Equal((Child, "out", errorId, category), (result.Run, result.Output.Text, result.Error?.ErrorId, result.Error?.Category));
        Assert.Equal(status == RunStatus.Failed ? ["E m"] : [], (result.Error?.Causes ?? []).Select(c => $"{c.ErrorId} {c.Message}"));
    }

    [Fact]
    public void End_OfARunThatIsNoChild_TellsNobody() =>
        Assert.DoesNotContain(EndingDecisions.Finish(Child, Run, EndingDecisions.TimedOut(Now), 0, Now, suspendedBy: null).Verbs, v => v is Verb.Post);

    /// <summary>What the run waits for, how it ends, whether its children come first.</summary>
    [Theory]
    [InlineData("child", RunStatus.Canceled, true)]
    [InlineData("child", RunStatus.TimedOut, true)]
    [InlineData("gate", RunStatus.Canceled, true)]
    [InlineData("nothing", RunStatus.Canceled, false)]
    [InlineData("child", RunStatus.Completed, false)]
    [InlineData("gate", RunStatus.Failed, false)]
    public void End_OfAParent_HasTheBarrierWhileChildrenMayLive(string waits, RunStatus status, bool isBarrier)
    {
        ItemHeader header = Headers.In(Place.Leased) with
        {
            Gate = waits == "gate" ? "run~1" : null,
            Fields = waits == "child" ? new Dictionary<string, string> { ["child"] = "run/1" } : [],
        };
        var ending = new RunEnding { At = Now, Status = status, Error = new FailureDetails { ErrorId = "E", Message = "m" } };

        Decision decision = EndingDecisions.End(header, Run, EndingWork.None, ending);

        Assert.Equal(isBarrier, decision.Events[0] is RunEnding);
        Assert.Equal(isBarrier, decision.Fields.Contains(HeaderFields.Set("kids", "1")));
        Assert.Equal(isBarrier, decision.Verbs.Contains(new Verb.Ready(Band.Control)));
        Assert.Equal(isBarrier && waits == "child", decision.Fields.Contains(HeaderFields.Set("child", null)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void AfterChildren_WithAndWithoutWork_IsTheEndOrTheCompensations(int compensations, bool isEnd)
    {
        ItemHeader header = Headers.In(Place.Leased) with { Fields = new EndingWork(compensations, "").Fields.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!) };

        Decision decision = EndingDecisions.AfterChildren(header, Run, EndingDecisions.TimedOut(Now), Now);

        Assert.Equal(isEnd, decision.Verbs[^1] is Verb.End);
        Assert.Equal(!isEnd, decision.Fields.Contains(HeaderFields.Set("kids", null)));
    }

    [Fact]
    public void DerivedIds_OfOtherStepsTimesAndEpochs_AreOthers()
    {
        ItemHeader run = Headers.In(Place.Leased);
        ItemHeader[] items = [run, run with { Id = ItemId.FromStored("run~1.0") }, run with { Created = new StoreTime(2) }, run with { Epoch = 1 }];
        string[] ids =
        [
            .. from item in items
               from key in new[] { Key, StepKey.Of("step", 2) }
               from attempt in new[] { 1, 2 }
               select DerivedId.Child(item, key, attempt).Text,
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^run/[0-9a-f]{20}$", id));
        Assert.Equal(DerivedId.Child(run, Key, 1), DerivedId.Child(run with { Length = 9 }, StepKey.Of("STEP", 1), 1));
        Assert.Equal(8, (from item in items from key in new[] { Key, StepKey.Of("step", 2) } select DerivedId.Of(item, key)).Distinct().Count());
    }

    [Theory]
    [InlineData(0, "a")]
    [InlineData(4, "x")]
    public void Continue_OfARun_ReplacesItsJournalWithTheSameRun(int epoch, string firstArguments)
    {
        RunStarted first = Run with { Arguments = new Payload("a"), FirstArguments = epoch == 0 ? Payload.None : new Payload("x"), Tags = ["t"], Parent = "p", Timeout = TimeSpan.FromSeconds(1) };

        Decision decision = RunDecisions.Continue(Headers.In(Place.Leased) with { Epoch = epoch }, first, new Payload("b"), Now);

        Assert.Equal([first with { At = Now, Arguments = new Payload("b"), FirstArguments = new Payload(firstArguments) }], decision.Events);
        Assert.Equal([new Verb.Replace(epoch + 1), new Verb.Ready(Band.Started)], decision.Verbs);
        Assert.Contains(HeaderFields.Set("on", null), decision.Fields);
    }
}
