using System.Management.Automation;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class SignalCommandsTests : IDisposable
{
    private const string Pending = "do { $a = Get-TickApproval r } until ($a); ";
    private readonly CommandRig _rig = new();

    public SignalCommandsTests()
    {
        _rig.Write("waits", "$x = Wait-TickSignal go; \"got $x\"");
        _rig.Write("two", "\"$(Wait-TickSignal go) $(Wait-TickSignal go)\"");
        _rig.Write("over", "'over'");
        _rig.Write("asks", "param([string[]] $Who = 'nobody-else') $a = Wait-TickApproval deploy 'Deploy?' -Data @{ Build = 7 } -Approver $Who; \"$($a.Approved) $($a.Comment)\"");
        _rig.Write("asks-anybody", "$a = Wait-TickApproval deploy 'Deploy?' -Quorum 2; \"$($a.By)\"");
        _rig.Write("asks-sure", "Wait-TickApproval deploy 'Deploy?' -RequireVerified");
        _rig.Write("asks-sends", "Invoke-TickTask t { Send-TickSignal $TickRun.Id go 'from a block' -Id once }; Wait-TickSignal go");
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("$r = Start-TickFlow waits; Send-TickSignal $r go 5; Receive-TickRun $r -Wait", "got 5")]
    [InlineData("$r = Start-TickFlow waits; $r | Send-TickSignal -Name go -Value hello; Receive-TickRun $r -Wait", "got hello")]
    [InlineData("$r = Start-TickFlow waits; Send-TickSignal $r.Id GO; Receive-TickRun $r -Wait", "got ")]
    [InlineData("$r = Start-TickFlow two; 1..2 | % { Send-TickSignal $r go 1 -Id x }; Send-TickSignal $r go 2 -Id y; Receive-TickRun $r -Wait", "1 2")]
    [InlineData("Receive-TickRun (Start-TickFlow asks-sends) -Wait", "from a block")]
    public void Send_InAnyWay_ReachesTheFlow(string script, string output)
    {
        _rig.StartWorker();

        Assert.Equal(output, _rig.One<string>(script));
    }

    [Fact]
    public void Send_ToSeveralRuns_TellsOfThoseThatCannot()
    {
        _rig.StartWorker();

        _rig.Invoke("$r = Start-TickFlow waits; 'nope', $r.Id, 'neither' | Send-TickSignal -Name go -Value 1");
        Assert.Equal(["nope", "neither"], _rig.Errors.Select(e => e.TargetObject));
        Assert.Equal("got 1", _rig.One<string>("Receive-TickRun $r -Wait"));
    }

    [Fact]
    public void Get_ARunThatWaits_SaysForWhat()
    {
        _rig.StartWorker();

        Assert.Equal("signal 'go'", _rig.One<string>("$r = Start-TickFlow waits; do { $w = (Get-TickRun $r).WaitsFor } until ($w); $w"));
        Assert.Equal("signal 'go'", _rig.One<string>("(Get-TickRun -Flow waits).WaitsFor"));
        Assert.Equal("Signal Waiting", _rig.One<string>("$s = Get-TickStep $r; \"$($s.Kind) $($s.Status)\""));
        Assert.Equal("go", _rig.One<string>("(TabExpansion2 \"Send-TickSignal $($r.Id) g\").CompletionMatches.CompletionText"));
    }

    [Theory]
    [InlineData("Send-TickSignal nope go", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("$r = Start-TickFlow over; $null = $r | Wait-TickRun; Send-TickSignal $r go", "TickRunEnded", ErrorCategory.InvalidOperation)]
    [InlineData("$r = Start-TickFlow waits; Send-TickSignal $r 'a[0]'", "TickStepNameInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("$r = Start-TickFlow waits; Send-TickSignal $r go ('x' * 1100000)", "TickPayloadTooLarge", ErrorCategory.LimitsExceeded)]
    [InlineData("$r = Start-TickFlow waits; Send-TickSignal \"$($r.Id)~1.0\" go", "TickSignalInBranch", ErrorCategory.InvalidArgument)]
    [InlineData("Wait-TickSignal go", "TickNotInFlow", ErrorCategory.InvalidOperation)]
    [InlineData("Approve-TickApproval nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("$null = Start-TickFlow waits -Id r; Approve-TickApproval r", "TickApprovalNotPending", ErrorCategory.InvalidOperation)]
    [InlineData("$null = Start-TickFlow over -Id r | Wait-TickRun; Deny-TickApproval r", "TickRunEnded", ErrorCategory.InvalidOperation)]
    [InlineData("$null = Start-TickFlow asks -Id r; " + Pending + "Approve-TickApproval r", "TickApprovalNotAsked", ErrorCategory.SecurityError)]
    [InlineData("$null = Start-TickFlow asks-anybody -Id r; " + Pending + "Approve-TickApproval r other", "TickApprovalNotPending", ErrorCategory.InvalidOperation)]
    [InlineData("$null = Start-TickFlow asks-anybody -Id r; " + Pending + "Approve-TickApproval r; Approve-TickApproval r", "TickApprovalRepeated", ErrorCategory.ResourceExists)]
    [InlineData("$null = Start-TickFlow asks-anybody -Id r; " + Pending + "Deny-TickApproval r; Approve-TickApproval r", "TickApprovalDecided", ErrorCategory.InvalidOperation)]
    [InlineData("$null = Start-TickFlow asks-anybody -Id r; " + Pending + "Approve-TickApproval r -Ask yesterday", "TickApprovalChanged", ErrorCategory.ResourceExists)]
    [InlineData("$null = Start-TickFlow asks-sure -Id r; " + Pending + "Approve-TickApproval r", "TickApprovalUnverified", ErrorCategory.SecurityError)]
    [InlineData("Get-TickApproval -All", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Get-TickApproval nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    public void Mistake_HasAStableIdAndAFittingCategory(string script, string id, ErrorCategory category)
    {
        _rig.StartWorker();

        Assert.Equal((id, category), _rig.Error(script));
    }

    [Fact]
    public void Approve_WhatWasSeen_LetsTheRunGoOnUnderThisAccountsName()
    {
        _rig.StartWorker();
        string me = Core.Client.Account.OfThisProcess.Name;
        TickApproval asked = _rig.One<TickApproval>($"$r = Start-TickFlow asks -Who '{me}'; do {{ $a = Get-TickApproval }} until ($a); $a");
        Assert.Equal(("deploy", "Deploy?", "Pending", 1, me), (asked.Name, asked.Message, asked.Status, asked.Quorum, Assert.Single(asked.Approvers)));
        Assert.Equal("deploy", _rig.One<string>("(TabExpansion2 \"Approve-TickApproval $($r.Id) \").CompletionMatches.CompletionText"));

        TickApproval voted = _rig.One<TickApproval>("$a | Approve-TickApproval -Comment fine -PassThru");

        Assert.Equal("Approved", voted.Status);
        Assert.Equal("True fine", _rig.One<string>("Receive-TickRun $r -Wait"));
        TickVote vote = _rig.One<TickVote>("(Get-TickApproval $r -All).Votes");
        Assert.Equal((me, false, true, "fine"), (vote.By, vote.Verified, vote.Approved, vote.Comment));
        Assert.Empty(_rig.Invoke("Get-TickApproval; Get-TickApproval $r"));
    }

    [Fact]
    public void Deny_TheRun_Fails()
    {
        _rig.StartWorker();

        Assert.Equal("TickApprovalDenied", _rig.One<string>("$null = Start-TickFlow asks-anybody -Id r; " + Pending + "Deny-TickApproval r -Comment no; (Wait-TickRun r).ErrorId -replace ',.*'"));
    }
}
