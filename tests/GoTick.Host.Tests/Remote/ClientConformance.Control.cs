using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Workers;
using GoTick.Host.Tests.Api;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Remote;

public abstract partial class ClientConformance
{
    [Fact]
    public async Task Signal_WithAnId_IsOneHoweverOftenItIsSent()
    {
        await PublishAsync("two", "Wait-TickSignal s\nWait-TickSignal s");
        ItemId id = (await Client.StartAsync(new StartRequest { Flow = "two" }, Stop)).Id;

        Assert.Equal("x", await Client.SendSignalAsync(Signal(id, 1, "x"), Stop));
        Assert.Equal("x", await Client.SendSignalAsync(Signal(id, 1, "x"), Stop));
        string own = await Client.SendSignalAsync(Signal(id, 2, null), Stop);
        await _rig.StartWorkerAsync();
        RunView run = (await Client.WaitAsync(id, cancel: Stop))!;

        Assert.NotEqual("x", own);
        Assert.Equal([1, 2], (object?[])ValueCodec.Decode(run.Output)!);
        await RefusedAsync(TickErrorId.RunEnded, () => Client.SendSignalAsync(Signal(id, 3, null), Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.SendSignalAsync(Signal(ItemId.ParseRoot("nope"), 3, null), Stop));
        await RefusedAsync(TickErrorId.StepNameInvalid, () => Client.SendSignalAsync(Signal(id, 3, null) with { Name = "a#b" }, Stop));

        static SignalRequest Signal(ItemId run, int value, string? id) => new() { Run = run, Name = "s", Value = ValueCodec.Encode(value, "x"), Id = id };
    }

    [Fact]
    public async Task Approvals_MoreThanAPage_BringsEachOnceAndCursorsGoOn()
    {
        await PublishAsync("ask", "Wait-TickApproval go -Message 'Really?' | Out-Null");
        await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => Client.StartAsync(new StartRequest { Flow = "ask" }, Stop)));
        await _rig.StartWorkerAsync();
        await UntilAsync(async () => await _rig.Client.ListApprovalsAsync(cancel: Stop).CountAsync(Stop) == 120);

        List<ApprovalView> all = await Client.ListApprovalsAsync(cancel: Stop).ToListAsync(Stop);

        Assert.Equal(120, all.Select(a => a.Run).Distinct().Count());
        Assert.Equal(all.Skip(50).Select(a => a.Run), await Client.ListApprovalsAsync(all[49].Cursor, Stop).Select(a => a.Run).ToListAsync(Stop));
        await RefusedAsync(TickErrorId.CursorInvalid, async () => await Client.ListApprovalsAsync("zz", Stop).CountAsync(Stop));
    }

    [Fact]
    public async Task Vote_AnApproval_DecidesAndIsSeen()
    {
        await PublishAsync("ask", "(Wait-TickApproval go -Message 'Really?' -Data @{ n = 1 }).Approved");
        ItemId id = (await Client.StartAsync(new StartRequest { Flow = "ask" }, Stop)).Id;
        await _rig.StartWorkerAsync();
        await UntilAsync(async () => (await Client.ReadApprovalsAsync(id, cancel: Stop)).Count == 1);
        ApprovalView asked = Assert.Single(await Client.ListApprovalsAsync(cancel: Stop).ToListAsync(Stop));

        await RefusedAsync(TickErrorId.ApprovalChanged, () => Client.VoteAsync(Vote() with { Ask = "other" }, Stop));
        ApprovalView voted = await Client.VoteAsync(Vote(), Stop);
        await Client.WaitAsync(id, cancel: Stop);

        Assert.Equal(("ask", "go", "Really?", 1), (asked.Flow, asked.Name, asked.Message, asked.Quorum));
        Assert.Equal((ApprovalOutcome.Approved, "fine"), (voted.Outcome!.Value, Assert.Single(voted.Votes).Comment));
        Assert.Equal(ApprovalOutcome.Approved, Assert.Single(await Client.ReadApprovalsAsync(id, all: true, Stop)).Outcome);
        Assert.Empty(await Client.ReadApprovalsAsync(id, cancel: Stop));
        await RefusedAsync(TickErrorId.ApprovalDecided, () => Client.VoteAsync(Vote(), Stop));

        VoteRequest Vote() => new() { Run = id, Name = "go", Ask = asked.Ask, Approves = true, By = Account.OfThisProcess, Comment = "fine" };
    }

    [Fact]
    public async Task Control_SuspendResumeCancelRemove_DoAsTheySay()
    {
        await PublishAsync("wait", "Wait-TickSignal go");
        ItemId id = (await Client.StartAsync(new StartRequest { Flow = "wait" }, Stop)).Id;

        await RefusedAsync(TickErrorId.RunNotTerminal, () => Client.CheckRemovableAsync(id, Stop));
        await Client.SuspendAsync(id, "lunch", cancel: Stop);
        RunView suspended = await Client.GetRunAsync(id, Stop);
        await Client.ResumeAsync(id, cancel: Stop);
        await RefusedAsync(TickErrorId.RunNotSuspended, () => Client.ResumeAsync(id, cancel: Stop));
        RunView canceled = await Client.CancelAndWaitAsync(id, "enough", cancel: Stop);
        await Client.CancelAsync(id, force: true, cancel: Stop);
        await RefusedAsync(TickErrorId.RunEnded, () => Client.SuspendAsync(id, cancel: Stop));
        await Client.CheckRemovableAsync(id, Stop);
        await Client.RemoveAsync(id, Stop);

        Assert.Equal((RunStatus.Suspended, "lunch"), (suspended.Status, suspended.Reason));
        Assert.Equal((RunStatus.Canceled, "enough", Account.OfThisProcess.Name), (canceled.Status, canceled.Reason, canceled.By));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.GetRunAsync(id, Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.RemoveAsync(id, Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.CancelAsync(id, cancel: Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.ReadStepsAsync(id, Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.SightAsync(id, Stop));
        Assert.Empty(await Client.ReadLogAsync(id, 0, Stop));
        Assert.Empty(await Client.ReadEventsAsync(id, 0, 10, Stop));
    }

    [Fact]
    public async Task Restart_FromAStepWithOtherValues_MakesANewRun()
    {
        await PublishAsync("mend", "param([int] $N)\n$a = Get-TickMemo a { 1 }\n$b = Get-TickMemo b { $a + $N }\n\"$a $b\"");
        await _rig.StartWorkerAsync();
        await EndAsync("mend", "m", [], new System.Collections.Specialized.OrderedDictionary { ["N"] = 10 });
        var what = new RunRestart
        {
            Run = ItemId.ParseRoot("m"),
            FromStep = "b",
            Arguments = parameters => new System.Collections.Specialized.OrderedDictionary { [parameters[0].Name] = 20 },
            Values = new System.Collections.Hashtable { ["a"] = 5 },
        };

        ItemId made = await RunMending.Of(Client).RestartAsync(what, Stop);
        RunView run = (await Client.WaitAsync(made, cancel: Stop))!;

        Assert.Equal(("m@r2", "m"), (made.Text, run.Origin));
        Assert.Equal("5 25", ValueCodec.Decode(run.Output));
        await RefusedAsync(TickErrorId.StepNotFound, () => RunMending.Of(Client).RestartAsync(what with { FromStep = "nope" }, Stop));
        await RefusedAsync(TickErrorId.ArgumentInvalid, () => RunMending.Of(Client).RestartAsync(what with { Arguments = _ => new System.Collections.Hashtable { ["nope"] = 1 } }, Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => RunMending.Of(Client).RestartAsync(what with { Run = ItemId.ParseRoot("nope") }, Stop));
    }
}
