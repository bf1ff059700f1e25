using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests.Hosting;

/// <summary>Signals and approvals as a script sees them, on the first pass and on every replay.</summary>
public sealed class SignalTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    public static TheoryData<object?, string, string> Values => new()
    {
        { 42, "$x = Wait-TickSignal go; \"$($x.GetType().Name) $x\"", "Int32 42" },
        { new System.Collections.Hashtable { ["a"] = 1, ["b"] = new object[] { 2, 3 } }, "$x = Wait-TickSignal go; \"$($x.a) $($x.b)\"", "1 2 3" },
        { new object[] { 1, 2, 3 }, "$x = Wait-TickSignal go; \"$($x.Count) $x\"", "3 1 2 3" },
        { null, "$x = Wait-TickSignal go; \"$($null -eq $x)\"", "True" },
        { "x", "$x = Wait-TickSignal go; Start-TickSleep -Milliseconds 30; $x", "x" },
        { "x", "Start-TickSleep -Milliseconds 60; $y = Get-TickMemo go { 'memo' }; $y + (Wait-TickSignal GO -Timeout 60)", "memox" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Wait_ForAValue_GivesItAsItWasSent(object? value, string text, string expected)
    {
        ItemId run = await _rig.StartAsync(text);
        await _rig.Client.SendSignalAsync(new SignalRequest { Run = run, Name = "go", Value = ValueCodec.Encode(value, "The value") });

        Assert.Equal(expected, await OutputAsync(run));
    }

    [Fact]
    public async Task Wait_TimeOver_IsAnErrorThatTheFlowMayCatch()
    {
        object? output = await _rig.OutputAsync("""
            try { Wait-TickSignal go -Timeout 0.05 } catch { Note "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.CategoryInfo.Category) $($_.TargetObject)" }
            Start-TickSleep -Milliseconds 30
            'went on'
            """);

        Assert.Equal("went on", output);
        Assert.Equal(["TickSignalTimeout OperationTimeout go", "TickSignalTimeout OperationTimeout go"], _rig.Seen);
    }

    [Fact]
    public async Task Wait_TimeOverAndNotCaught_FailsTheRun()
    {
        RunView run = await _rig.RunAsync("Wait-TickSignal go -Timeout 0\n'never'");

        Assert.Equal((RunStatus.Failed, "TickSignalTimeout"), (run.Status, run.Error!.ErrorId.Split(',')[0]));
        Assert.Equal(1, run.Error.Line);
    }

    [Theory]
    [InlineData("Invoke-TickTask t -MaxAttempts 1 { Wait-TickSignal go }", "TickNestedStep")]
    [InlineData("Wait-TickSignal 'a[0]'", "TickStepNameInvalid")]
    [InlineData("1 | Invoke-TickParallel p -MaxAttempts 1 { Wait-TickSignal go }", "TickBranchFailed")]
    [InlineData("1 | Invoke-TickParallel p -MaxAttempts 1 { Wait-TickApproval go -Message m }", "TickBranchFailed")]
    [InlineData("Wait-TickApproval a -Message m -Quorum 2 -Approver eve", "TickArgumentInvalid")]
    [InlineData("Wait-TickApproval a -Message m -EscalateTo eve", "TickArgumentInvalid")]
    [InlineData("Get-TickMemo a { 1 }; Wait-TickApproval a -Message m", "TickStepNameConflict")]
    [InlineData("Wait-TickApproval a -Message m -Timeout 0.01", "TickApprovalExpired")]
    [InlineData("Send-TickSignal nobody go", "TickRunNotFound")]
    [InlineData("Send-TickSignal nobody go -Store sqlite:other.db", "TickArgumentInvalid")]
    public async Task Mistake_InAFlow_FailsTheRunWithAStableId(string text, string id)
    {
        RunView run = await _rig.RunAsync(text);

        Assert.Equal((RunStatus.Failed, id), (run.Status, run.Error!.ErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task Send_InAFlowToItself_IsReceivedOnce()
    {
        object? output = await _rig.OutputAsync("""
            Send-TickSignal $TickRun.Id go 5
            Start-TickSleep -Milliseconds 30
            $first = Wait-TickSignal go
            $second = try { Wait-TickSignal go -Timeout 0 } catch { 'none' }
            "$first $second"
            """);

        Assert.Equal("5 none", output);
    }

    [Fact]
    public async Task Approval_Approved_GivesWhoWhenAndTheComment()
    {
        ItemId run = await _rig.StartAsync("""
            $a = Wait-TickApproval deploy "Deploy?" -Data @{ Build = 7 } -Approver eve, bob -Quorum 2
            Note "$($a.Approved) $($a.Outcome) $($a.By) $($a.Comment) $($a.Verified) $($a.At -gt [DateTimeOffset]'2020-01-01') $($a.Votes.By) | $a"
            Start-TickSleep -Milliseconds 30
            $kept = Get-TickMemo kept { $a }
            "$($kept.By) $($kept.Outcome)"
            """);
        ApprovalView asked = await PendingAsync(run);
        Assert.Equal(7, ((System.Collections.IDictionary)ValueCodec.Decode(asked.Data)!)["Build"]);
        await VoteAsync(run, "eve", true, null);
        await VoteAsync(run, "bob", true, "fine");

        Assert.Equal("bob Approved", await OutputAsync(run));
        Assert.Equal(2, _rig.Seen.Count);
        Assert.All(_rig.Seen, note => Assert.Equal("True Approved bob fine False True eve bob | Approved by bob (Unverified): fine", note));
    }

    [Theory]
    [InlineData("try { Wait-TickApproval a -Message m } catch { \"$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.CategoryInfo.Category) $($_.TargetObject.By) $($_.TargetObject.Comment)\" }", "TickApprovalDenied SecurityError eve no")]
    [InlineData("$a = Wait-TickApproval a -Message m -ErrorAction SilentlyContinue; \"$($a.Approved) $($a.By)\"", "False eve")]
    public async Task Approval_Denied_IsAnErrorUnlessTheFlowSaysOtherwise(string text, string expected)
    {
        ItemId run = await _rig.StartAsync(text);
        await PendingAsync(run);
        await VoteAsync(run, "eve", false, "no");

        Assert.Equal(expected, await OutputAsync(run));
    }

    [Fact]
    public async Task Approval_DeniedAndNotCaught_FailsTheRunBeforeTheNextLine()
    {
        ItemId run = await _rig.StartAsync("Wait-TickApproval a -Message m\nNote deployed");
        await PendingAsync(run);
        await VoteAsync(run, "eve", false, "no");
        RunView view = (await _rig.Client.WaitAsync(run, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken))!;

        Assert.Equal((RunStatus.Failed, "TickApprovalDenied"), (view.Status, view.Error!.ErrorId.Split(',')[0]));
        Assert.Equal("Denied by eve (Unverified): no", view.Error.Target);
        Assert.Empty(_rig.Seen);
    }

    private async Task<ApprovalView> PendingAsync(ItemId run)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if ((await _rig.Client.ReadApprovalsAsync(run)).SingleOrDefault() is { } view)
            {
                return view;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private Task<ApprovalView> VoteAsync(ItemId run, string by, bool approves, string? comment) =>
        _rig.Client.VoteAsync(new VoteRequest { Run = run, Approves = approves, By = new Person(by, IsVerified: false), Comment = comment });

    private async Task<string?> OutputAsync(ItemId run)
    {
        RunView? view = await _rig.Client.WaitAsync(run, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.True(view?.Status == RunStatus.Completed, $"{view?.Status}: {view?.Error?.ErrorId} {view?.Error?.Message}");
        return ValueCodec.Decode(view!.Output)?.ToString();
    }
}
