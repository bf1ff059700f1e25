using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class StepBlockTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    // scope: sees the flow's variables, changes nothing of them
    [InlineData("$x = 1; $y = Get-TickMemo m { $x + $using:x }; $y", 2)]
    [InlineData("$x = 1; Invoke-TickTask t { $x = 5 }; $x", 1)]
    [InlineData("Invoke-TickTask t { function F { 1 } }; [bool]($ExecutionContext.InvokeCommand.GetCommand('F', 'Function'))", false)]
    [InlineData("$before = $pwd.Path; Invoke-TickTask t { $ExecutionContext.SessionState.Path.SetLocation('/') | ForEach-Object { } }; $before -eq $pwd.Path", true)]
    [InlineData("$r = 1..3 | ForEach-Object { Get-TickMemo m { $_ * 2 } }; \"$r\"", "2 4 6")]
    [InlineData("function F($p) { Get-TickMemo m { $p + 1 } }; F 4", 5)]
    // values
    [InlineData("$null -eq (Get-TickMemo m { })", true)]
    [InlineData("(Get-TickMemo m { 'a' }).GetType().Name", "String")]
    [InlineData("(Get-TickMemo m { 1; 2 }).Count", 2)]
    [InlineData("(Get-TickArray m { }).Count", 0)]
    [InlineData("(Get-TickArray m { 'a' }).GetType().Name", "Object[]")]
    [InlineData("$m = Get-TickMemo m { [pscustomobject]@{ A = 1 } }; $m.A", 1)]
    [InlineData("$null -eq (Invoke-TickTask t { 1; 2 })", true)]
    [InlineData("$m = Get-TickMemo m { [ordered]@{ A = 1; B = @(1, 2) } }; Start-TickSleep -Milliseconds 20; \"$($m.A)$($m.B.Count)\"", "12")]
    // control flow
    [InlineData("$m = Get-TickMemo m { return 3; 4 }; $m", 3)]
    [InlineData("$n = 0; foreach ($i in 1..3) { try { Invoke-TickTask t { break } } catch { $n++ } }; $n", 3)]
    [InlineData("$n = 0; foreach ($i in 1..3) { try { Invoke-TickTask t { continue } } catch { $n++ }; $n += 10 }; $n", 33)]
    [InlineData("try { Invoke-TickTask t { exit 3 } } catch { $_.FullyQualifiedErrorId }", TickErrorId.StepLeft)]
    [InlineData("$m = Get-TickMemo m { foreach ($i in 1..5) { if ($i -eq 3) { break }; $i } }; \"$m\"", "1 2")]
    // failing
    [InlineData("try { Invoke-TickTask t -MaxAttempts 1 { Write-Streams Error bad; Note 'on' } } catch { \"$($_.FullyQualifiedErrorId)|$($Seen.Count)\" }", "Written,GoTick.PowerShell.Tests.WriteStreamsCommand|0")]
    [InlineData("Invoke-TickTask t -ErrorAction Continue { Write-Streams Error bad; Note 'on' }; $Seen.Count", 1)]
    [InlineData("Invoke-TickTask t -ErrorAction SilentlyContinue { Write-Streams Error bad; Note 'on' }; $Seen.Count", 1)]
    [InlineData("try { Invoke-TickTask t -MaxAttempts 1 -ErrorAction SilentlyContinue { throw 'no' }; 'on' } catch { $_.Exception.Message }", "no")]
    [InlineData("try { Invoke-TickTask t -MaxAttempts 1 { 1 / 0 } } catch [DivideByZeroException] { 'typed' } catch { $_.Exception.GetType().FullName }", "typed")]
    [InlineData("Invoke-TickTask t -RetryDelay 0 { if ($TickRun.Attempt -lt 3) { throw 'no' } }; $TickRun.Attempt", 1)]
    [InlineData("try { Invoke-TickTask t -RetryDelay 0 -NoRetryOn Written { Note x; Write-Streams Error bad } } catch { $Seen.Count }", 1)]
    [InlineData("Get-TickState n -Default { 4 }", 4)]
    [InlineData("Set-TickState n 1; Get-TickState n -Default { 4 }", 1)]
    [InlineData("$null = Get-TickState n -Default { Note d; 4 }; Start-TickSleep -Milliseconds 10; $null = Get-TickState n -Default { Note d; 5 }; \"$(Get-TickState n)$($Seen.Count)\"", "41")]
    // scope of errors: flow scope keeps Continue
    [InlineData("Write-Streams Error bad; 'on'", "on")]
    [InlineData("\"$ErrorActionPreference\"", "Continue")]
    [InlineData("\"$(Get-TickMemo m { \"$ErrorActionPreference\" })\"", "Stop")]
    [InlineData("Get-TickMemo m { $PSNativeCommandUseErrorActionPreference }", true)]
    [InlineData("$script:v = 3; function G { $script:v }; G", 3)]
    [InlineData("$PSScriptRoot -eq $pwd.ProviderPath", true)]
    public async Task Step_InAFlow_BehavesAsPromised(string text, object expected) => Assert.Equal(expected, Plain(await _rig.OutputAsync(text)));

    [Theory]
    [InlineData("Start-TickSleep 0.01")]
    [InlineData("Start-TickSleep -Seconds 0.01")]
    [InlineData("Start-TickSleep nap -Seconds 0.01")]
    [InlineData("Start-TickSleep -Name nap -Milliseconds 10")]
    [InlineData("Start-TickSleep nap -Duration 00:00:00.01")]
    [InlineData("Start-TickSleep nap -Until ([DateTimeOffset]::UtcNow.AddMilliseconds(-10))")]
    public async Task Sleep_InAllItsForms_EndsAndGoesOn(string text) => Assert.Equal("on", await _rig.OutputAsync(text + "\n'on'"));

    [Theory]
    [InlineData("Start-TickSleep")]
    [InlineData("Start-TickSleep nap")]
    [InlineData("Start-TickSleep -5")]
    [InlineData("Start-TickSleep nap -Seconds 3 -Milliseconds 4")]
    public async Task Sleep_WithoutOneTime_FailsOrIsRefused(string text)
    {
        RunView run = await _rig.RunAsync("$ErrorActionPreference = 'Stop'\n" + text);

        Assert.Equal(RunStatus.Failed, run.Status);
    }

    [Theory]
    [InlineData("[IO.File]::ReadAllText('/no/such/file')", "DirectoryNotFoundException|NotSpecified|")]
    [InlineData("No-Such", "CommandNotFoundException|ObjectNotFound|")] // whose exception makes a record of its own
    public async Task Failure_OnFirstPassAndReplay_IsTheSameError(string block, string shape)
    {
        object? output = await _rig.OutputAsync($$"""
            function Shape($e) { "$($e.FullyQualifiedErrorId)|$($e.CategoryInfo.Category)|$($e.Exception.Message)|$($e.InvocationInfo.ScriptLineNumber)|$($e.Exception.GetType().Name)" }
            try { Invoke-TickTask t -MaxAttempts 1 { {{block}} } } catch { Note (Shape $_) }
            Start-TickSleep -Milliseconds 20
            $Seen.Count
            """);

        Assert.Equal(2, output);
        string[] seen = [.. _rig.Seen];
        Assert.Equal(seen[0], seen[1]);
        Assert.Contains("|2|", seen[0], StringComparison.Ordinal);
        Assert.StartsWith(shape, seen[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-TickTask slow -MaxAttempts 1 -AttemptTimeout 0.1 { Wait-Stopped }")]
    [InlineData("Invoke-TickTask slow -MaxAttempts 1 -Timeout 0.1 { while ($true) { } }")]
    [InlineData("Get-TickMemo slow -MaxAttempts 1 -AttemptTimeout 0.1 { try { Wait-Stopped } catch { }; 1 }")]
    public async Task Timeout_OfAStep_StopsItAlone(string step)
    {
        object? output = await _rig.OutputAsync(
            $"$x = 'kept'; try {{ {step} }} catch {{ \"$($_.FullyQualifiedErrorId) $x\" }}\nWrite-Streams Warning after\nGet-TickMemo next {{ 1 }}");

        Assert.Equal(TickErrorId.StepTimedOut + " kept", ((IEnumerable)output!).Cast<object>().First().ToString());
    }

    [Fact]
    public async Task Timeout_NotReached_ChangesNothing()
    {
        object? output = await _rig.OutputAsync("$x = 2; $m = Get-TickMemo m -Timeout 30 { $x + $using:x; Write-Streams Warning w }; $m");

        Assert.Equal(4, output);
    }

    [Theory]
    [InlineData("param($X = [guid]::NewGuid().ToString()) Note $X; Start-TickSleep -Milliseconds 10; 1")]
    [InlineData("param([string] $Y = 'c', $X = (Get-Variable -Name X -ErrorAction Ignore, [guid]::NewGuid())[-1]) Note $X; Start-TickSleep -Milliseconds 10; 1")]
    public async Task Default_ThatIsNotConstant_IsEvaluatedOnce(string text)
    {
        RunView run = await _rig.RunAsync(text.Replace("(Get-Variable -Name X -ErrorAction Ignore, [guid]::NewGuid())[-1]", "[guid]::NewGuid()", StringComparison.Ordinal));

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(2, _rig.Seen.Count);
        Assert.Single(_rig.Seen.Distinct());
    }

    [Theory]
    [InlineData("param([Parameter(Mandatory)] [int] $A) $A", null, TickErrorId.ArgumentInvalid)]
    [InlineData("param([int] $A) $A", "abc", TickErrorId.ArgumentInvalid)]
    [InlineData("param([ValidateSet('x', 'y')] $A) $A", "z", TickErrorId.ArgumentInvalid)]
    [InlineData("[CmdletBinding()] param([int] $B) $B", "z", TickErrorId.ArgumentInvalid)]
    [InlineData("#Requires -Version 99.0\n1", null, TickErrorId.RequirementMissing)]
    [InlineData("#Requires -Modules NoSuchModuleAtAll\n1", null, TickErrorId.RequirementMissing)]
    public async Task Start_ThatCannotBegin_SaysWhy(string text, string? a, string id)
    {
        RunView run = await _rig.RunAsync(text, a is null ? null : new Hashtable { ["A"] = a });

        Assert.Equal(id, run.Error?.ErrorId);
    }

    [Fact]
    public async Task Requires_OfGoTickItself_IsMet() => Assert.Equal(1, await _rig.OutputAsync("#Requires -Modules GoTick\n1"));

    [Theory]
    [InlineData("exit 0", 0, RunStatus.Completed)]
    [InlineData("exit 7", 7, RunStatus.Failed)]
    [InlineData("function F { exit 4 }; F", 4, RunStatus.Failed)]
    [InlineData("try { exit 5 } finally { Note f }", 5, RunStatus.Failed)]
    public async Task Exit_OfAFlow_EndsIt(string text, int code, RunStatus status)
    {
        RunView run = await _rig.RunAsync("'out'\n" + text + "\nNote after");

        Assert.Equal((status, code), (run.Status, run.ExitCode));
        Assert.DoesNotContain("after", _rig.Seen);
    }

    [Theory]
    [InlineData("[powershell]::Create('CurrentRunspace').AddScript('try { Start-TickSleep 1 } catch { Note $_.FullyQualifiedErrorId }').Invoke()", TickErrorId.NotInFlow)]
    public async Task Cmdlet_InAPipelineOfItsOwn_IsRefused(string text, string id)
    {
        await _rig.RunAsync(text);

        Assert.Equal([id], _rig.Seen);
    }

    [Fact]
    public async Task Prompt_InAFlow_FailsAndDoesNotHang()
    {
        RunView run = await _rig.RunAsync("$Host.UI.ReadLine()\n'on'");

        Assert.Equal((RunStatus.Completed, 1), (run.Status, run.ErrorCount));
        StreamRecord record = Assert.Single(await _rig.LogAsync(run));
        Assert.Equal(StreamKind.Error, record.Stream);
    }

    private static object? Plain(object? value) => value is Enum named ? named.ToString() : value;
}
