using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class BranchTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("$a = New-TickAsync a { 1 }; $b = New-TickAsync b { 2; 3 }; $x, $y = Wait-TickAsync $a $b; \"$x|$($y.Count)|$($y[1])\"", "1|2|3")]
    [InlineData("$a = New-TickAsync a { }; $b = New-TickAsync b { 2 }; $x, $y = Wait-TickAsync $a $b; \"$($null -eq $x)|$y\"", "True|2")]
    [InlineData("$r = 1..7 | Invoke-TickParallel p { $_ * 10 }; \"$r\"", "10 20 30 40 50 60 70")]
    [InlineData("$r = @() | Invoke-TickParallel p { $_ * 10 }; \"[$r]\"", "[]")]
    [InlineData("$r = Get-TickArray arr { 4; 5; 6 } | New-TickAsync p { $_ + 1 }; \"$($r.Key)|$(Wait-TickAsync $r)\"", "p[0] p[1] p[2]|5 6 7")]
    [InlineData("$n = @(1, @(2, 3)); $b = $n | New-TickAsync p { $_.Count }; \"$(Wait-TickAsync $b)\"", "1 2")]
    [InlineData("$y = 5; $r = 1..2 | Invoke-TickParallel p { $_ + $using:y }; \"$r\"", "6 7")]
    [InlineData("$h = @{ k = 5 }; $b = New-TickAsync p { $using:h.k; $using:h['k'] }; $h = $null; \"$(Wait-TickAsync $b)\"", "5 5")]
    [InlineData("function Twice($x) { $x * 2 }; $r = 1..2 | Invoke-TickParallel p { Twice $_ }; \"$r\"", "2 4")]
    [InlineData("class Box { [int] $V; Box([int] $v) { $this.V = $v } }; $r = 1..2 | Invoke-TickParallel p { [Box]::new($_).V }; \"$r\"", "1 2")]
    [InlineData("using namespace System.Text\n$r = 1 | Invoke-TickParallel p { [StringBuilder]::new('x').ToString() }; \"$r\"", "x")]
    [InlineData("$outer = 1; $b = New-TickAsync p { $null -eq $outer }; \"$(Wait-TickAsync $b)\"", "True")]
    [InlineData("$b = New-TickAsync p -ArgumentList 1, 2 { param($x, $y) \"$x-$y\" }; Wait-TickAsync $b", "1-2")]
    [InlineData("$r = 1..2 | Invoke-TickParallel p { $v = $_; $m = Get-TickMemo m { $v + 1 }; Start-TickSleep -Milliseconds 20; $m }; \"$r\"", "2 3")]
    [InlineData("$b = 1..3 | New-TickAsync p { $_ }; $null = Wait-TickAsync $b; $again = Wait-TickAsync $b[1]; \"$again|$($b[2].Value)|$($b[0].State)\"", "2|3|Completed")]
    [InlineData("$a = New-TickAsync p { 1 }; $b = New-TickAsync p { 2 }; $null = $a, $b | Wait-TickAsync; \"$($a.Key) $($b.Key)\"", "p p#2")]
    [InlineData("$a = New-TickAsync a { throw 'x' } -MaxAttempts 1; $b = New-TickAsync b { 7 }; \"$(Wait-TickAsync $a $b -Any -ThrottleLimit 1)\"", "7")]
    [InlineData("$r = 1..2 | Invoke-TickParallel p { $o = $_; 1..2 | Invoke-TickParallel q { $_ + 10 * $using:o } }; \"$($r[0])|$($r[1])\"", "11 12|21 22")]
    public async Task Branches_OfEveryShape_GiveOneElementEach(string text, string expected)
    {
        Assert.Equal(expected, await _rig.OutputAsync(text));
    }

    [Fact]
    public async Task Wait_WithFailures_ThrowsOneErrorThatHoldsThem()
    {
        RunView run = await _rig.RunAsync("1..3 | Invoke-TickParallel p -MaxAttempts 1 -ThrottleLimit 3 { if ($_ -ne 2) { throw \"no $_\" } }");

        Assert.Equal((RunStatus.Failed, TickErrorId.BranchFailed), (run.Status, run.Error!.ErrorId));
        Assert.Contains(run.Error.Causes, c => c.Message == "no 1");
    }

    [Fact]
    public async Task Wait_WithFailuresAndContinue_GivesResultsAndCountsErrors()
    {
        RunView run = await _rig.RunAsync("$r = 1..3 | Invoke-TickParallel p -MaxAttempts 1 -ErrorAction Continue { if ($_ -eq 2) { throw 'no' }; $_ }; $r.Count");

        Assert.Equal((RunStatus.Completed, 1), (run.Status, run.ErrorCount));
    }

    [Fact]
    public async Task Retry_OfABranch_ReplaysItsOwnSteps()
    {
        object? output = await _rig.OutputAsync(
            "$b = New-TickAsync p -RetryDelay 0.01 { Get-TickMemo once { Note 'once'; 1 }; if ($TickRun.Attempt -lt 3) { throw 'again' }; $TickRun.Attempt }; \"$(Wait-TickAsync $b)\"");

        Assert.Equal("1 3", output);
        Assert.Equal(["once"], _rig.Seen);
    }

    [Theory]
    [InlineData("$s = { 1 }; $b = New-TickAsync p { $using:s }; Wait-TickAsync $b", TickErrorId.NotSerializable)]
    [InlineData("$b = New-TickAsync p -MaxAttempts 1 -ArgumentList x { param([int] $n) Note 'ran' }; Wait-TickAsync $b", TickErrorId.BranchFailed)]
    [InlineData("Invoke-TickTask t { New-TickAsync p { 1 } }", TickErrorId.NestedStep)]
    [InlineData("$b = New-TickAsync p -MaxAttempts 1 { Set-TickState x 1 }; Wait-TickAsync $b", TickErrorId.BranchFailed)]
    public async Task Branch_ThatCannotBe_FailsWithItsId(string text, string id)
    {
        RunView run = await _rig.RunAsync(text);

        Assert.Equal((RunStatus.Failed, id), (run.Status, run.Error!.ErrorId));
        Assert.Empty(_rig.Seen);
    }
}
