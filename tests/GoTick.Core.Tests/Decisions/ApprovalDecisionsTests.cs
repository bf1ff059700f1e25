using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

public sealed class ApprovalDecisionsTests
{
    private static readonly ItemId Run = ItemId.ParseRoot("run");
    private static readonly StepKey Key = StepKey.Of("deploy", 1);
    private static readonly StoreTime Now = new(1_000_000_000);
    private static readonly ApprovalRequest Request = new() { Name = "deploy", Message = "Deploy?", Data = new Payload("d") };

    public static TheoryData<string, ApprovalRequest> Mistakes => new()
    {
        { "no message", Request with { Message = "" } },
        { "long message", Request with { Message = new string('x', 10_001) } },
        { "empty name", Request with { Approvers = ["eve", " "] } },
        { "too many names", Request with { Approvers = [.. Enumerable.Range(0, 101).Select(i => $"p{i}")] } },
        { "quorum 0", Request with { Quorum = 0 } },
        { "quorum over names", Request with { Approvers = ["eve", "EVE"], Quorum = 2 } },
        { "escalation without time", Request with { Approvers = ["eve"], EscalateTo = ["bob"] } },
        { "escalation without names", Request with { Approvers = ["eve"], EscalateAfter = TimeSpan.FromSeconds(1) } },
        { "escalation from anybody", Request with { EscalateTo = ["bob"], EscalateAfter = TimeSpan.FromSeconds(1) } },
        { "escalation after the end", Request with { Approvers = ["eve"], EscalateTo = ["bob"], EscalateAfter = TimeSpan.FromSeconds(9), Timeout = TimeSpan.FromSeconds(9) } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Ask_WhatCannotBe_IsRefused(string why, ApprovalRequest request) => Assert.Equal(
        (why, TickErrorId.ArgumentInvalid), (why, Assert.Throws<TickException>(() => ApprovalDecisions.Ask(Run, Key, request, Now)).ErrorId));

    [Fact]
    public void Ask_AnythingElse_HasAnotherHash()
    {
        string[] asks =
        [
            ApprovalDecisions.Ask(Run, Key, Request, Now).Ask,
            ApprovalDecisions.Ask(ItemId.ParseRoot("run2"), Key, Request, Now).Ask,
            ApprovalDecisions.Ask(Run, StepKey.Of("deploy", 2), Request, Now).Ask,
            ApprovalDecisions.Ask(Run, Key, Request with { Message = "Deploy!" }, Now).Ask,
            ApprovalDecisions.Ask(Run, Key, Request with { Data = new Payload("e") }, Now).Ask,
            ApprovalDecisions.Ask(Run, Key, Request, new StoreTime(2_000_000_000)).Ask,
        ];

        Assert.Equal(asks.Length, asks.Distinct().Count());
        Assert.Equal(asks[0], ApprovalDecisions.Ask(Run, Key, Request, Now).Ask);
    }

    [Fact]
    public void Turn_JustAsked_StandsInTheIndexAndSleeps()
    {
        ApprovalState state = Asked(Request with { Timeout = TimeSpan.FromMinutes(5), Approvers = ["eve"], EscalateTo = ["bob"], EscalateAfter = TimeSpan.FromMinutes(1) });

        ApprovalTurn turn = ApprovalDecisions.Turn(state, 7, [], [], 3, Now);

        Assert.Equal([state.Asked], turn.Decision.Events);
        Assert.Equal([HeaderFields.Set(HeaderFields.Waits, "approval:deploy"), HeaderFields.Set(HeaderFields.Ask, "7")], turn.Decision.Fields);
        Assert.Equal([new Verb.List(RunIndexes.Approvals, true), new Verb.Sleep(3, Now.Plus(TimeSpan.FromMinutes(1)), Band.Started)], turn.Decision.Verbs);
        Assert.Null(turn.State.Decided);
    }

    [Fact]
    public void Turn_EnoughApproved_DecidesAndLeavesTheIndex()
    {
        ApprovalState state = Asked(Request with { Quorum = 2 });

        ApprovalTurn first = Turn(state, Now, Vote(state, "eve"));
        Assert.Null(first.State.Decided);
        Assert.IsType<Verb.Take>(first.Decision.Verbs[0]);
        Assert.IsType<Verb.Sleep>(first.Decision.Verbs[1]);
        ApprovalTurn second = Turn(first.State, Now, Vote(state, "bob", comment: "fine"));

        ApprovalResult result = second.State.Result();
        Assert.Equal((ApprovalOutcome.Approved, "bob", "fine"), (result.Outcome, result.Decisive!.By, result.Decisive.Comment));
        Assert.Equal(["eve", "bob"], result.Votes.Select(v => v.By));
        Assert.Equal([HeaderFields.Set(HeaderFields.Waits, null), HeaderFields.Set(HeaderFields.Ask, null)], second.Decision.Fields);
        Assert.Equal(new Verb.List(RunIndexes.Approvals, false), second.Decision.Verbs[1]);
        Assert.DoesNotContain(second.Decision.Verbs, v => v is Verb.Sleep);
    }

    [Fact]
    public void Turn_OneDenied_DecidesAtOnceAndLaterVotesDoNotCount()
    {
        ApprovalState state = Asked(Request with { Quorum = 3 });

        ApprovalTurn turn = Turn(state, Now, Vote(state, "eve"), Vote(state, "bob", approves: false, comment: "no"), Vote(state, "joe"));

        Assert.Equal(ApprovalOutcome.Denied, turn.State.Decided!.Outcome);
        Assert.Equal(["eve", "bob"], turn.State.Votes.Select(v => v.By));
        Assert.Equal(("bob", "no"), (turn.State.Result().Decisive!.By, turn.State.Result().Decisive!.Comment));
        Assert.Equal(3, Assert.IsType<Verb.Take>(turn.Decision.Verbs[0]).MessageIds.Count);
    }

    [Fact]
    public void Turn_TimeOver_Expires()
    {
        ApprovalState state = Asked(Request with { Timeout = TimeSpan.FromSeconds(10), Quorum = 2 });

        ApprovalTurn turn = Turn(state, Now.Plus(TimeSpan.FromSeconds(10)), Vote(state, "eve"));

        Assert.Equal(ApprovalOutcome.Expired, turn.State.Decided!.Outcome);
        Assert.Null(turn.State.Result().Decisive);
        Assert.Equal(["eve"], turn.State.Result().Votes.Select(v => v.By));
    }

    [Fact]
    public void Turn_VoteGivenInTimeAndTakenLate_Counts()
    {
        ApprovalState state = Asked(Request with { Timeout = TimeSpan.FromSeconds(10) });

        Assert.Equal(ApprovalOutcome.Approved, Turn(state, Now.Plus(TimeSpan.FromHours(1)), Vote(state, "eve")).State.Decided!.Outcome);
    }

    [Fact]
    public void Turn_EscalationIsDue_AsksOthersToo()
    {
        ApprovalState state = Asked(Request with { Approvers = ["eve"], EscalateTo = ["bob"], EscalateAfter = TimeSpan.FromMinutes(1), Timeout = TimeSpan.FromHours(1) });
        StoreTime later = Now.Plus(TimeSpan.FromMinutes(1));

        ApprovalTurn turn = Turn(state, later);

        Assert.Equal(["bob"], Assert.IsType<ApprovalEscalated>(Assert.Single(turn.Decision.Events)).Approvers);
        Assert.Equal(Now.Plus(TimeSpan.FromHours(1)), Assert.IsType<Verb.Sleep>(Assert.Single(turn.Decision.Verbs)).WakeAt);
        Assert.Equal(ApprovalOutcome.Approved, Turn(turn.State, later, Vote(state, "bob", given: later)).State.Decided!.Outcome);
        Assert.Equal(ApprovalOutcome.Approved, Turn(turn.State, later, Vote(state, "eve", given: later)).State.Decided!.Outcome);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "joe", TickErrorId.ApprovalNotAsked },
        { "eve", TickErrorId.ApprovalRepeated },
        { "EVE", TickErrorId.ApprovalRepeated },
        { "LAB\\eve", "" },
        { "bob", "" },
        { "Corp\\Ann", "" },
        { "lab\\ann", TickErrorId.ApprovalNotAsked },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refusal_ByPerson_SaysWhy(string person, string id)
    {
        ApprovalState state = Asked(Request with { Approvers = ["eve", "bob", "CORP\\ann"], Quorum = 3 });
        state = Turn(state, Now, Vote(state, "eve")).State;

        Assert.Equal(id, ApprovalDecisions.Refusal(state, Vote(state, person).Vote)?.ErrorId ?? "");
    }

    [Fact]
    public void Refusal_ByState_SaysWhy()
    {
        ApprovalState state = Asked(Request with { Timeout = TimeSpan.FromSeconds(1) });
        Assert.Equal(TickErrorId.ApprovalChanged, ApprovalDecisions.Refusal(state, Vote(state, "eve").Vote with { Ask = "other" })!.ErrorId);
        Assert.Equal(TickErrorId.ApprovalDecided, ApprovalDecisions.Refusal(state, Vote(state, "eve", given: Now.Plus(TimeSpan.FromSeconds(2))).Vote)!.ErrorId);
        Assert.Equal(TickErrorId.ApprovalDecided, ApprovalDecisions.Refusal(Turn(state, Now, Vote(state, "eve")).State, Vote(state, "bob").Vote)!.ErrorId);

        ApprovalState sure = Asked(Request with { RequiresVerified = true });
        Assert.Equal(TickErrorId.ApprovalUnverified, ApprovalDecisions.Refusal(sure, Vote(sure, "eve").Vote)!.ErrorId);
        Assert.Null(ApprovalDecisions.Refusal(sure, Vote(sure, "eve").Vote with { IsVerified = true }));
        Assert.Null(Turn(sure, Now, Vote(sure, "eve")).State.Decided);
    }

    [Fact]
    public void Give_AVote_HasOneIdAPersonAndAsk()
    {
        RunMessage.VoteGiven vote = Vote(Asked(Request), "Eve").Vote;

        Verb.Post post = Assert.IsType<Verb.Post>(Assert.Single(ApprovalDecisions.Give(Run, vote).Verbs));

        Assert.Equal($"vote:{vote.Ask}:eve", post.MessageId);
        Assert.Equal(vote, JournalCodec.TryDecodeMessage(post.Message));
        Assert.Throws<TickException>(() => ApprovalDecisions.Give(Run, vote with { Comment = new string('x', 10_001) }));
    }

    private static ApprovalState Asked(ApprovalRequest request) => new(ApprovalDecisions.Ask(Run, Key, request, Now));

    private static ApprovalTurn Turn(ApprovalState state, StoreTime now, params (string, RunMessage.VoteGiven)[] votes) =>
        ApprovalDecisions.Turn(state, null, votes, [], 3, now);

    private static (string Id, RunMessage.VoteGiven Vote) Vote(ApprovalState state, string by, bool approves = true, string? comment = null, StoreTime? given = null) =>
        (by, new RunMessage.VoteGiven { Ask = state.Asked.Ask, By = by, Approves = approves, Comment = comment, Given = given ?? Now });
}
