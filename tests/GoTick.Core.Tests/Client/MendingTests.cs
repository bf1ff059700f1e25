using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Client;

/// <summary>Runs that are made from others, executed by a worker.</summary>
public sealed class MendingTests : IAsyncLifetime
{
    private readonly WorkerRig _rig = new();
    private readonly List<string> _ran = [];

    public async ValueTask InitializeAsync() => await _rig.StartWorkerAsync();

    public async ValueTask DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Mend_FromAStepWithAnEditedValue_RunsNothingBeforeIt()
    {
        bool isBroken = true;
        ItemId run = await _rig.StartAsync(s =>
        {
            string a = Memo(s, "a", "1");
            s.Sleep(TimeSpan.FromSeconds(5));
            s.Journal.SetState("x", new Payload("s1"), Script.Here);
            string b = Memo(s, "b", isBroken ? null : a + "!");
            return b + Memo(s, "b", s.Journal.GetState("x").Text);
        });
        Assert.Equal(RunStatus.Failed, (await _rig.EndAsync(run)).Status);
        isBroken = false;
        _ran.Clear();

        ItemId made = await MendAsync(run, new MendRequest { FromStep = "B", Values = new Dictionary<string, Payload> { ["A"] = new("9"), ["state:X"] = new("s9") } });

        Assert.Equal("9!s9", await _rig.OutputAsync(made));
        Assert.Equal(["b", "b"], _ran);
        RunMended mark = (await _rig.JournalAsync(made)).OfType<RunMended>().Single();
        Assert.Equal((run.Text, "b", "a state:X"), (mark.Origin, mark.FromStep, string.Join(' ', mark.Edited)));
        Assert.Equal("1", (await _rig.JournalAsync(run)).OfType<StepCompleted>().First().Value.Text);
        await _rig.CheckAsync();
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("b#2", "a b pause wait")]
    [InlineData("wait", "a b pause")]
    [InlineData("part", "a b pause")]
    [InlineData("pause", "a b")]
    [InlineData("A", "")]
    public async Task Plan_AnyStep_KeepsWhatCameBefore(string from, string kept)
    {
        ItemId run = await AllKindsAsync();

        MendPlan plan = TickClient.PlanMending(await _rig.Client.ReadJournalAsync(run), new MendRequest { FromStep = from });

        Assert.Equal(kept, string.Join(' ', plan.KeptSteps));
        ItemId made = await _rig.Client.MendAsync(plan, "n");
        Assert.Equal("0 1 2 fine", await _rig.OutputAsync(made));
        await _rig.CheckAsync();
    }

    [Theory]
    [InlineData("nosuch", "TickStepNotFound")]
    [InlineData("part[1]", "TickStepInBranch")]
    [InlineData("part[77]", "TickStepInBranch")]
    [InlineData("inner", "TickStepInBranch")]
    [InlineData("x", "TickStepNotFound")]
    public async Task Plan_StepThatCannotBeGoneOnFrom_IsRefused(string from, string error)
    {
        RunJournal journal = await _rig.Client.ReadJournalAsync(await AllKindsAsync());

        TickException refused = Assert.Throws<TickException>(() => TickClient.PlanMending(journal, new MendRequest { FromStep = from }));

        Assert.Equal((error, from), (refused.ErrorId, refused.Target));
        if (error == TickErrorId.StepNotFound)
        {
            Assert.Contains("a, b, pause, wait, b#2", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("b#2", "TickStepNotKept")]
    [InlineData("nosuch", "TickStepNotFound")]
    [InlineData("pause", "TickStepWithoutValue")]
    [InlineData("wait", "TickStepWithoutValue")]
    [InlineData("part[1]", "TickStepInBranch")]
    [InlineData("inner", "TickStepInBranch")]
    public async Task Plan_ValueThatCannotBeSet_IsRefused(string step, string error)
    {
        RunJournal journal = await _rig.Client.ReadJournalAsync(await AllKindsAsync());
        var request = new MendRequest { FromStep = "b#2", Values = new Dictionary<string, Payload> { [step] = new("1") } };

        Assert.Equal(error, Assert.Throws<TickException>(() => TickClient.PlanMending(journal, request)).ErrorId);
    }

    [Fact]
    public async Task Plan_ValueTooLarge_IsRefused()
    {
        RunJournal journal = await _rig.Client.ReadJournalAsync(await AllKindsAsync());
        var request = new MendRequest { FromStep = "b#2", Values = new Dictionary<string, Payload> { ["a"] = new(new string('x', Payload.MaxBytes + 1)) } };

        Assert.Equal(TickErrorId.PayloadTooLarge, Assert.Throws<TickException>(() => TickClient.PlanMending(journal, request)).ErrorId);
    }

    [Fact]
    public async Task Plan_LiveRun_IsRefused()
    {
        ItemId run = await _rig.StartAsync(s =>
        {
            s.Sleep(TimeSpan.FromDays(1));
            return null;
        });
        await _rig.UntilAsync(async () => (await _rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        RunJournal journal = await _rig.Client.ReadJournalAsync(run);

        Assert.Equal(TickErrorId.RunNotTerminal, Assert.Throws<TickException>(() => TickClient.PlanMending(journal, new MendRequest())).ErrorId);
        Assert.Equal([run], await _rig.Client.ListLiveAsync("FLOW", TestContext.Current.CancellationToken).ToArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Mend_OfAMendedRun_CountsOnAndNamesIt()
    {
        ItemId run = await _rig.StartAsync(s => Memo(s, "a", "1"));
        await _rig.OutputAsync(run);

        ItemId second = await MendAsync(run, new MendRequest());
        await _rig.OutputAsync(second);
        ItemId third = await MendAsync(second, new MendRequest { FromStep = "a" });

        Assert.Equal(("run@r2", "run@r3"), (second.Text, third.Text));
        Assert.Equal("1", await _rig.OutputAsync(third));
        Assert.Equal(second.Text, (await _rig.Client.GetRunAsync(third)).Origin);
        Assert.Equal(["a", "a", "a"], _ran);
        await _rig.CheckAsync();
    }

    [Fact]
    public async Task Mend_GoesOn_TriesTheFailedStepAgainAndKeepsTheRest()
    {
        bool isBroken = true;
        ItemId run = await _rig.StartAsync(s => Memo(s, "a", "1") + Memo(s, "b", isBroken ? null : "2"));
        await _rig.EndAsync(run);
        isBroken = false;
        _ran.Clear();

        ItemId made = await MendAsync(run, new MendRequest { GoesOn = true });

        Assert.Equal("12", await _rig.OutputAsync(made));
        Assert.Equal(["b"], _ran);
    }

    [Theory]
    [InlineData(true, "a1 b1 b2")]
    [InlineData(false, "a1 b1 c1 b2")]
    public async Task Mend_GoesOn_ThatAFailureWasCaughtOrBranchesFailed_CutsWhatItEndedBy(bool branchesFail, string ran)
    {
        List<string> did = [];
        int round = 1;
        _rig.Executor.Scripts["block"] = s => s.Memo("inner", () => round == 1 && branchesFail ? throw Bad() : Did(did, $"b{round}"), Script.Once);
        ItemId run = await _rig.StartAsync(s =>
        {
            s.Memo("a", () => Did(did, $"a{round}"));
            if (branchesFail)
            {
                Did(did, "b1");
                return s.Parallel("p", "block", 1)[0].Error is { } error ? throw new StepError(error with { ErrorId = TickErrorId.BranchFailed }) : "fine";
            }

            did.Add($"b{round}");
            try
            {
                s.Memo("c", () => throw Bad(Did(did, $"c{round}")), Script.Once);
            }
            catch (StepError)
            {
                return round == 1 ? throw Bad("flow scope") : "fine";
            }

            return null;
        });
        Assert.Equal(RunStatus.Failed, (await _rig.EndAsync(run)).Status);
        round = 2;

        Assert.Equal("fine", await _rig.OutputAsync(await MendAsync(run, new MendRequest { GoesOn = true })));

        Assert.Equal(ran, string.Join(' ', did.Distinct()));
    }

    private static string Did(List<string> list, string what)
    {
        list.Add(what);
        return what;
    }

    private static StepError Bad(string message = "bad") => new(new FailureDetails { ErrorId = "bad", Message = message });

    [Theory]
    [InlineData("a b", true, null, null)]
    [InlineData("a b c", true, null, null)]
    [InlineData("a c", false, "c", "memo 'b'")]
    [InlineData("a", false, null, "memo 'b'")]
    [InlineData("", false, null, "memo 'a'")]
    public async Task Replay_AnotherScript_SaysWhereItParts(string steps, bool fits, string? step, string? expected)
    {
        ItemId run = await _rig.StartAsync(s =>
        {
            Memo(s, "a", "1");
            Memo(s, "b", "2");
            s.Sleep(TimeSpan.FromDays(1));
            return null;
        });
        await _rig.UntilAsync(async () => (await _rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        RunJournal whole = await _rig.Client.ReadJournalAsync(run);
        var journal = new RunJournal(whole.Header, [.. whole.Events.Take(3)]);
        _ran.Clear();
        _rig.Executor.Scripts["flow"] = s =>
        {
            foreach (string name in steps.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Memo(s, name, "new");
            }

            return null;
        };

        var pass = new GoTick.Core.Workers.ReplayPass(_rig.Client, journal, FlowVersion.Of(new FlowFile("new.ps1", "#"), []), null, default);
        await _rig.Executor.RunAsync(pass, default);

        Assert.Null(pass.Bug);
        Assert.Equal((fits, step, expected), (pass.Verdict!.Fits, pass.Verdict.Step, pass.Verdict.Expected));
        Assert.Empty(_ran);
        Assert.Equal(whole.Events.Count, (await _rig.JournalAsync(run)).Count);
    }

    [Fact]
    public async Task ChangeVersion_SuspendedRun_GoesOnItselfByTheNewText()
    {
        ItemId run = await _rig.StartAsync(s => Memo(s, "a", "1") + (s.Journal.Run.Version.Length > 0 ? Odd() : ""));
        Assert.Equal(RunStatus.Suspended, (await _rig.EndAsync(run)).Status);
        FlowVersion next = FlowVersion.Of(new FlowFile("flow.ps1", "# next"), []);
        string? seen = null;
        _rig.Executor.Scripts["flow"] = s => Memo(s, "a", "1") + (seen = s.Journal.Run.Version) + s.Journal.Version.Main.Text;
        await _rig.Client.PublishAsync(new FlowDefinition { Name = "flow", Version = next.Hash }, next);
        RunJournal journal = await _rig.Client.ReadJournalAsync(run);

        Assert.True(await _rig.Client.ChangeVersionAsync(journal, next.Hash));
        Assert.False(await _rig.Client.ChangeVersionAsync(journal, next.Hash));

        Assert.Equal("1" + next.Hash + "# next", await _rig.OutputAsync(run));
        Assert.Equal(next.Hash, seen);
        Assert.Equal(["a"], _ran);
        Assert.Equal(next.Hash, (await _rig.JournalAsync(run)).OfType<VersionChanged>().Single().Version);
        await _rig.CheckAsync();
    }

    private static string Odd() => throw new TickException(TickErrorId.NonDeterminism, TickErrorKind.InvalidState, "odd");

    private async Task<ItemId> MendAsync(ItemId run, MendRequest request) =>
        await _rig.Client.MendAsync(TickClient.PlanMending(await _rig.Client.ReadJournalAsync(run), request), Guid.NewGuid().ToString("N"));

    /// <summary>A memo; one without a value fails for good.</summary>
    private string Memo(Script script, string name, string? value) => script.Memo(
        name,
        () =>
        {
            _ran.Add(name);
            return value ?? throw new StepError(new FailureDetails { ErrorId = "bad", Message = "bad" });
        },
        Script.Once);

    private async Task<ItemId> AllKindsAsync()
    {
        _rig.Executor.Scripts["block"] = s => s.Memo("inner", () => s.Item);
        ItemId run = await _rig.StartAsync(s =>
        {
            s.Memo("a", () => "1");
            s.Memo("b", () => "2");
            s.Sleep(TimeSpan.FromSeconds(1), "pause");
            s.Journal.SetState("x", new Payload("s1"), Script.Here);
            string parts = string.Join(' ', s.Parallel("part", "block", 3).Select(r => r.Value.Text));
            return $"{parts} {s.Memo("b", () => "fine")}";
        });
        await _rig.OutputAsync(run);
        return run;
    }
}
