using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Tests.Hosting;

/// <summary>Children, independent runs, and going on as new, as a script sees them.</summary>
public sealed class ChildTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    public static TheoryData<string, string, string> Values => new()
    {
        { "'one'", "$x = Invoke-TickFlow child; \"$($x.GetType().Name) $x\"", "String one" },
        { "1; 2; 3", "$x = Invoke-TickFlow child; \"$($x.Count) $x\"", "3 1 2 3" },
        { "", "$x = @(Invoke-TickFlow child); \"$($x.Count) $($null -eq $x[0])\"", "1 True" },
        { "@{ a = 1 }", "(Invoke-TickFlow child).a", "1" },
        { "param($Site, [switch] $Loud, [int[]] $Sizes) \"$Site $Loud $($Sizes.Count)\"", "Invoke-TickFlow child -Site x -Loud -Sizes 1, 2", "x True 2" },
        { "param($Name, $Queue = 'q') \"$Name $Queue\"", "Invoke-TickFlow child -Name step -Arguments @{ Name = 'n' }", "n q" },
        { "param($A, $B) \"$A $B\"", "Invoke-TickFlow child 1 2", "1 2" },
        { "param($Site) \"$Site\"", "$p = @{ Site = 'splat' }; Invoke-TickFlow child @p", "splat" },
        { "param($Site) \"$Site$($TickRun.Flow)\"", "(1..3 | Invoke-TickParallel p { Invoke-TickFlow child -Site $_ }) -join ','", "1child,2child,3child" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Invoke_AFlow_GivesWhatItWrote(string child, string text, string expected)
    {
        await PublishAsync("child", child);

        Assert.Equal(expected, (await _rig.OutputAsync(text))?.ToString());
    }

    [Fact]
    public async Task Invoke_AFlowThatFails_ThrowsTheSameOnEveryPass()
    {
        await PublishAsync("child", "throw [System.IO.IOException]::new('disk')");

        object? output = await _rig.OutputAsync("""
            try { Invoke-TickFlow child } catch { $e = $_ }
            Note "$($e.FullyQualifiedErrorId) $($e.CategoryInfo.Category) $($e.TargetObject -like '*/*') $($e.Exception.InnerException.GetType().Name): $($e.Exception.InnerException.Message) | $e"
            Start-TickSleep -Milliseconds 30
            'went on'
            """);

        Assert.Equal("went on", output);
        Assert.Equal(2, _rig.Seen.Count);
        Assert.Single(_rig.Seen.Distinct());
        Assert.StartsWith("TickChildFailed OperationStopped True IOException: disk | Flow 'child', run '", _rig.Seen.First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-TickFlow nobody", "TickFlowNotFound")]
    [InlineData("Invoke-TickFlow child -Nope 1", "TickArgumentInvalid")]
    [InlineData("Invoke-TickFlow child -Size many", "TickArgumentInvalid")]
    [InlineData("Invoke-TickFlow child", "TickArgumentInvalid")]
    [InlineData("Invoke-TickFlow child -Size 1 -Name 'a[0]'", "TickStepNameInvalid")]
    [InlineData("Invoke-TickTask t -MaxAttempts 1 { Invoke-TickFlow child -Size 1 }", "TickNestedStep")]
    [InlineData("Invoke-TickTask child { }; Invoke-TickFlow child -Size 1", "TickStepNameConflict")]
    [InlineData("Invoke-TickFlow child -Size 2", "TickChildFailed")]
    [InlineData("Invoke-TickFlow child -Size 3 -Timeout 0.05", "TickChildTimedOut")]
    [InlineData("Start-TickFlow nobody", "TickFlowNotFound")]
    [InlineData("Start-TickFlow child -Size many", "TickArgumentInvalid")]
    [InlineData("Restart-TickFlow -Nope 1", "TickArgumentInvalid")]
    [InlineData("Invoke-TickTask t -MaxAttempts 1 { Restart-TickFlow }", "TickNestedStep")]
    [InlineData("Register-TickCompensation u { }; Restart-TickFlow", "TickRestartRefused")]
    public async Task Mistake_InAFlow_FailsTheRunOrIsCaughtTheSameOnEveryPass(string text, string id)
    {
        await PublishAsync("child", "param([Parameter(Mandatory)] [int] $Size) if ($Size -eq 2) { throw 'two' }; if ($Size -eq 3) { Start-TickSleep 600 }");

        RunView run = await _rig.RunAsync(text);
        Assert.Equal((RunStatus.Failed, id), (run.Status, run.Error!.ErrorId.Split(',')[0]));

        object? output = await _rig.OutputAsync($"try {{ {text} }} catch {{ $e = $_.FullyQualifiedErrorId -replace ',.*'; Note $e }}\nStart-TickSleep -Milliseconds 30\n$e");
        Assert.Equal(id, output);
        Assert.Equal([id, id], _rig.Seen);
    }

    [Fact]
    public async Task Invoke_WhileItWaits_IsSeenByNothingInTheScript()
    {
        await PublishAsync("child", "Start-TickSleep -Milliseconds 50; 'c'");

        object? output = await _rig.OutputAsync("""
            trap { Note 'trap'; continue }
            try { $x = Invoke-TickFlow child } catch { Note 'catch' } finally { Note 'finally' }
            "got $x"
            """);

        Assert.Equal("got c", output);
        Assert.Equal(["finally"], _rig.Seen);
    }

    [Fact]
    public async Task Restart_WithArguments_BeginsAgainWithThemAndKeepsTheOthers()
    {
        object? output = await _rig.OutputAsync(
            """
            param([int] $N = 0, $Kept, $Default = "d$N")
            Note "$N $Kept $Default $(Get-TickMemo m { $N })"
            if ($N -lt 2) {
                trap { Note 'trap'; continue }
                try { Restart-TickFlow -N ($N + 1); Note 'behind' } catch { Note 'catch' } finally { Note 'finally' }
                Note 'behind it'
            }
            "$N $Kept $Default $($TickRun.Arguments.Count)"
            """,
            new System.Collections.Hashtable { ["Kept"] = "k" });

        Assert.Equal("2 k d2 2", output);
        Assert.Equal(["0 k d0 0", "1 k d1 1", "2 k d2 2"], _rig.Seen);
    }

    [Fact]
    public async Task Restart_InABranch_IsAnErrorOfTheBranch()
    {
        object? output = await _rig.OutputAsync("try { 1 | Invoke-TickParallel p { Restart-TickFlow } } catch { $_.Exception.InnerException.ErrorId }");

        Assert.Equal("TickRestartInBranch", output);
    }

    private async Task PublishAsync(string name, string text)
    {
        string path = Path.Combine(_rig.Folder, name + ".ps1");
        await File.WriteAllTextAsync(path, text);
        await _rig.Client.PublishAsync(PowerShell.Hosting.FlowSource.Read(path, _rig.Folder).Definition, PowerShell.Hosting.FlowSource.Read(path, _rig.Folder).Version);
    }
}
