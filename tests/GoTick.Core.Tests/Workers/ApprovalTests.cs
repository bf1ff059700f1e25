using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class ApprovalTests
{
    private static readonly ApprovalRequest Request = new() { Name = "deploy", Message = "Deploy?", Data = new Payload("build 7") };

    [Fact]
    public async Task Wait_TwoOfTwoApprove_GoesOnWithWhoAndWhen()
    {
        await using var rig = new WorkerRig();
        List<ApprovalResult> seen = [];
        ItemId run = await StartAsync(rig, Request with { Approvers = ["eve", "bob"], Quorum = 2 }, seen);
        ApprovalView asked = await PendingAsync(rig, run);
        Assert.Equal(("flow", "deploy", "Deploy?", "build 7", 2), (asked.Flow, asked.Name, asked.Message, asked.Data.Text, asked.Quorum));
        Assert.Equal("approval 'deploy'", (await rig.Client.GetRunAsync(run)).WaitsFor!.ToString());
        await rig.CheckAsync();

        Assert.Null((await VoteAsync(rig, run, "eve", comment: "looks good")).Outcome);
        Assert.Equal(ApprovalOutcome.Approved, (await VoteAsync(rig, run, "bob")).Outcome);

        Assert.Equal("Approved", await rig.OutputAsync(run));
        Assert.Equal(2, seen.Count); // the first pass and a replay
        Assert.Equal(Text(seen[0]), Text(seen[1]));
        Assert.StartsWith("Approved bob False  True | eve False looks good True", Text(seen[0]), StringComparison.Ordinal);
        Assert.Empty(await rig.Client.ListApprovalsAsync().ToArrayAsync());
        ApprovalView audit = Assert.Single(await rig.Client.ReadApprovalsAsync(run, all: true));
        Assert.Equal(["eve", "bob"], audit.Votes.Select(v => v.By));
        Assert.Equal("Completed", (await rig.Client.ReadStepsAsync(run))[0].Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Wait_OneDenies_IsDeniedWithTheComment()
    {
        await using var rig = new WorkerRig();
        List<ApprovalResult> seen = [];
        ItemId run = await StartAsync(rig, Request with { Quorum = 3 }, seen);
        await PendingAsync(rig, run);

        await VoteAsync(rig, run, "eve");
        await VoteAsync(rig, run, "bob", approves: false, comment: "not on a Friday");

        Assert.Equal("Denied", await rig.OutputAsync(run));
        Assert.Equal(("bob", "not on a Friday"), (seen[0].Decisive!.By, seen[0].Decisive!.Comment));
        Assert.Equal("Failed", (await rig.Client.ReadStepsAsync(run))[0].Status);
    }

    [Fact]
    public async Task Wait_NobodyVotes_EscalatesAndExpiresAtItsTimes()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(5) };
        List<ApprovalResult> seen = [];
        ItemId run = await StartAsync(
            rig,
            Request with { Approvers = ["eve"], EscalateTo = ["bob"], EscalateAfter = TimeSpan.FromMinutes(1), Timeout = TimeSpan.FromMinutes(3) },
            seen);
        ApprovalView asked = await PendingAsync(rig, run);
        Assert.Equal(TickErrorId.ApprovalNotAsked, (await Assert.ThrowsAsync<TickException>(() => VoteAsync(rig, run, "bob"))).ErrorId);

        Assert.Equal("Expired", await rig.OutputAsync(run));

        IReadOnlyList<JournalEvent> journal = await rig.JournalAsync(run);
        Assert.True(Assert.Single(journal.OfType<ApprovalEscalated>()).At.ToDateTimeOffset() >= asked.Asked.AddMinutes(1));
        Assert.True(Assert.Single(journal.OfType<ApprovalDecided>()).At.ToDateTimeOffset() >= asked.Asked.AddMinutes(3));
        Assert.Equal(asked.Asked.AddMinutes(3), seen[0].At);
        Assert.Null(seen[0].Decisive);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Vote_AfterTheEscalation_MayComeFromThoseAskedLater()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(5) };
        ItemId run = await StartAsync(rig, Request with { Approvers = ["eve"], EscalateTo = ["bob"], EscalateAfter = TimeSpan.FromMinutes(1) }, []);
        await PendingAsync(rig, run);
        await rig.UntilAsync(async () => (await rig.JournalAsync(run)).OfType<ApprovalEscalated>().Any());

        await VoteAsync(rig, run, "bob");

        Assert.Equal("Approved", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Vote_WithoutAnyWorker_IsKeptAndShown()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig, Request with { Quorum = 2 }, []);
        await PendingAsync(rig, run);
        await rig.StopAsync(rig.Workers[0]);

        await VoteAsync(rig, run, "eve");
        Assert.Equal(TickErrorId.ApprovalRepeated, (await Assert.ThrowsAsync<TickException>(() => VoteAsync(rig, run, "Eve"))).ErrorId);
        Assert.Equal(["eve"], (await PendingAsync(rig, run)).Votes.Select(v => v.By));
        await VoteAsync(rig, run, "bob");
        Assert.Empty(await rig.Client.ListApprovalsAsync().ToArrayAsync());
        Assert.Equal(TickErrorId.ApprovalDecided, (await Assert.ThrowsAsync<TickException>(() => VoteAsync(rig, run, "joe"))).ErrorId);
        await rig.StartWorkerAsync();

        Assert.Equal("Approved", await rig.OutputAsync(run));
        Assert.Equal(2, (await rig.JournalAsync(run)).OfType<ApprovalVoted>().Count());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Read_WhileAWorkerTakesTheVote_ShowsIt()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig, Request with { Quorum = 2 }, []);
        await PendingAsync(rig, run);
        await rig.StopAsync(rig.Workers[0]);
        await VoteAsync(rig, run, "eve");
        int reads = 0;
        var store = new FaultyStore(rig.Memory)
        {
            // Between the two places where a vote may be, it goes from one to the other.
            Before = async kind =>
            {
                if (kind == "read" && ++reads == 3)
                {
                    await rig.StartWorkerAsync();
                    await rig.UntilAsync(async () => (await rig.JournalAsync(run)).OfType<ApprovalVoted>().Any());
                }
            },
        };

        ApprovalView view = Assert.Single(await new TickClient(store, rig.Time).ReadApprovalsAsync(run));

        Assert.True(reads >= 3);
        Assert.Equal(["eve"], view.Votes.Select(v => v.By));
    }

    [Fact]
    public async Task Vote_ThatCannotCount_HasAStableId()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig, Request with { Approvers = ["eve", "bob"], Quorum = 2 }, []);
        ApprovalView asked = await PendingAsync(rig, run);

        await IsAsync(TickErrorId.RunNotFound, Vote(ItemId.ParseRoot("nobody"), "eve"));
        await IsAsync(TickErrorId.ApprovalNotAsked, Vote(run, "joe"));
        await IsAsync(TickErrorId.ApprovalNotPending, Vote(run, "eve") with { Name = "other" });
        await IsAsync(TickErrorId.ApprovalChanged, Vote(run, "eve") with { Ask = "what was asked yesterday" });
        await IsAsync(TickErrorId.ArgumentInvalid, Vote(run, "eve") with { Comment = new string('x', 10_001) });
        await rig.Client.VoteAsync(Vote(run, "eve") with { Name = "DEPLOY", Ask = asked.Ask });
        await IsAsync(TickErrorId.ApprovalRepeated, Vote(run, "eve"));
        await rig.UntilAsync(async () => (await rig.JournalAsync(run)).OfType<ApprovalVoted>().Any());
        await IsAsync(TickErrorId.ApprovalRepeated, Vote(run, "eve"));
        await rig.Client.VoteAsync(Vote(run, "bob"));
        await rig.OutputAsync(run);
        await IsAsync(TickErrorId.ApprovalDecided, Vote(run, "eve"));
        await IsAsync(TickErrorId.ApprovalDecided, Vote(run, "eve") with { Name = "deploy" });
        await IsAsync(TickErrorId.RunEnded, Vote(run, "eve") with { Name = "other" });

        async Task IsAsync(string id, VoteRequest request) =>
            Assert.Equal(id, (await Assert.ThrowsAsync<TickException>(() => rig.Client.VoteAsync(request))).ErrorId);
    }

    [Fact]
    public async Task Vote_PutIntoTheInboxByForce_DoesNotCount()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig, Request with { Approvers = ["eve"], RequiresVerified = true }, []);
        ApprovalView asked = await PendingAsync(rig, run);
        Assert.Equal(TickErrorId.ApprovalUnverified, (await Assert.ThrowsAsync<TickException>(() => VoteAsync(rig, run, "eve"))).ErrorId);

        var forged = new RunMessage.VoteGiven { Ask = asked.Ask, Approves = true, By = "eve", Given = StoreTime.From(rig.Time.GetUtcNow()) };
        await rig.Memory.CommitAsync(GoTick.Core.Decisions.ApprovalDecisions.Give(run, forged));
        await rig.UntilAsync(async () => (await rig.Memory.ReadInboxAsync(run, 10)).Count == 0 && (await rig.Memory.ReadHeaderAsync(run))!.Place == Place.Waiting);
        Assert.Empty((await PendingAsync(rig, run)).Votes);

        await rig.Client.VoteAsync(Vote(run, "eve") with { By = new Person("eve", IsVerified: true) });
        Assert.Equal("Approved", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Vote_ForAnEarlierAskOfTheSameName_DoesNotCountForTheNext()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => $"{s.Approval(Request).Decisive!.By} {s.Approval(Request).Decisive!.By}");
        await rig.StartWorkerAsync();
        ApprovalView first = await PendingAsync(rig, run);

        await VoteAsync(rig, run, "eve");
        await rig.UntilAsync(async () => (await rig.Client.ReadApprovalsAsync(run)).Any(a => a.Name == "deploy#2"));
        var error = await Assert.ThrowsAsync<TickException>(() => rig.Client.VoteAsync(Vote(run, "bob") with { Ask = first.Ask }));
        await VoteAsync(rig, run, "eve");

        Assert.Equal(TickErrorId.ApprovalChanged, error.ErrorId);
        Assert.Equal("eve eve", await rig.OutputAsync(run));
        Assert.Equal(["deploy", "deploy#2"], (await rig.Client.ReadApprovalsAsync(run, all: true)).Select(a => a.Name));
    }

    [Fact]
    public async Task List_OfSeveralRuns_GivesThosePending()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s => s.Approval(Request).Outcome.ToString());
        foreach (string id in new[] { "a", "b", "c" })
        {
            await rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = ItemId.ParseRoot(id) });
        }

        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Client.ListApprovalsAsync().CountAsync() == 3);
        await VoteAsync(rig, ItemId.ParseRoot("b"), "eve");
        await rig.OutputAsync(ItemId.ParseRoot("b"));

        Assert.Equal(["c", "a"], (await rig.Client.ListApprovalsAsync().ToArrayAsync()).Select(a => a.Run.Text));
        await rig.Client.RemoveAsync(ItemId.ParseRoot("b"));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task List_FromACursorOn_GivesWhatComesBehindIt()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s => s.Approval(Request).Outcome.ToString());
        foreach (string id in new[] { "a", "b", "c", "d" })
        {
            await rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = ItemId.ParseRoot(id) });
        }

        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Client.ListApprovalsAsync().CountAsync() == 4);
        ApprovalView[] all = await rig.Client.ListApprovalsAsync().ToArrayAsync();
        await VoteAsync(rig, ItemId.ParseRoot("c"), "eve"); // decided meanwhile: its place stays one

        Assert.Equal(["d", "c", "b", "a"], all.Select(a => a.Run.Text));
        Assert.Equal(["b", "a"], (await rig.Client.ListApprovalsAsync(all[1].Cursor).ToArrayAsync()).Select(a => a.Run.Text));
        Assert.Empty(await rig.Client.ListApprovalsAsync(all[3].Cursor).ToArrayAsync());
        Assert.Equal(TickErrorId.CursorInvalid, Assert.Throws<TickException>(() => rig.Client.ListApprovalsAsync("zz")).ErrorId);
    }

    [Fact]
    public async Task Cancel_WhileItIsAsked_EndsItAndLeavesNothingBehind()
    {
        await using var rig = new WorkerRig();
        ItemId run = await StartAsync(rig, Request, []);
        await PendingAsync(rig, run);

        // It may have to wait for the worker, whose clock goes on only here.
        Task restart = rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = run, IfExists = ExistingRun.Restart });
        await rig.UntilAsync(() => restart.IsCompleted);
        await restart;

        await rig.UntilAsync(async () => await rig.Client.ListApprovalsAsync().CountAsync() == 1);
        await rig.CheckAsync();
        await VoteAsync(rig, run, "eve");
        Assert.Equal("Approved", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Wait_InABranch_IsRefused()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["branch"] = s => s.Approval(Request).Outcome.ToString();
        ItemId run = await rig.StartAsync(s => s.Parallel("b", "branch", 1)[0].Error!.ErrorId);
        await rig.StartWorkerAsync();

        Assert.Equal(TickErrorId.ApprovalInBranch, await rig.OutputAsync(run));
    }

    private static async Task<ItemId> StartAsync(WorkerRig rig, ApprovalRequest request, List<ApprovalResult> seen)
    {
        ItemId run = await rig.StartAsync(s =>
        {
            ApprovalResult result = s.Approval(request);
            seen.Add(result);
            s.Sleep(TimeSpan.FromSeconds(1));
            return result.Outcome.ToString();
        });
        await rig.StartWorkerAsync();
        return run;
    }

    private static async Task<ApprovalView> PendingAsync(WorkerRig rig, ItemId run)
    {
        ApprovalView? view = null;
        await rig.UntilAsync(async () =>
            (view = (await rig.Client.ReadApprovalsAsync(run)).SingleOrDefault()) is not null && (await rig.Memory.ReadHeaderAsync(run))!.Place != Place.Leased);
        return view!;
    }

    private static VoteRequest Vote(ItemId run, string by) => new() { Run = run, Approves = true, By = new Person(by, IsVerified: false) };

    private static Task<ApprovalView> VoteAsync(WorkerRig rig, ItemId run, string by, bool approves = true, string? comment = null) =>
        rig.Client.VoteAsync(Vote(run, by) with { Approves = approves, Comment = comment });

    private static string Text(ApprovalResult result) =>
        $"{result.Outcome} {string.Join(" | ", new[] { result.Decisive! }.Concat(result.Votes).Select(v => $"{v.By} {v.IsVerified} {v.Comment} {v.Approves}"))} {result.At:o}";
}
