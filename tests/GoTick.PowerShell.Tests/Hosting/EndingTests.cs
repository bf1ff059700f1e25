using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using Xunit;

namespace GoTick.PowerShell.Tests.Hosting;

/// <summary>Compensations, callbacks, cancelling and time limits as a flow's author sees them.</summary>
public sealed class EndingTests : IAsyncDisposable
{
    private const string Fails = "\nthrow 'no'";
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    // order, and that nothing runs twice over a suspension
    [InlineData("Register-TickCompensation a { Note a }; Start-TickSleep -Milliseconds 20; Register-TickCompensation b { Note b }" + Fails, "b a")]
    [InlineData("foreach ($i in 1..3) { Register-TickCompensation undo { Note $i } }" + Fails, "3 2 1")]
    [InlineData("1..3 | ForEach-Object { Register-TickCompensation undo { Note $_ } }" + Fails, "3 2 1")]
    [InlineData("Register-TickCompensation a { Note a }; 'done'", "")]
    // what a block sees: the variables as they were, the flow's own functions and classes, state, $TickRun
    [InlineData("$x = 1; Register-TickCompensation a { Note $x }; $x = 2" + Fails, "1")]
    [InlineData("$x = 1; Register-TickCompensation a { Note $using:x }; $x = 2" + Fails, "1")]
    [InlineData("$list = @('a'); Register-TickCompensation a { Note ($list -join '+') }; $list += 'b'" + Fails, "a")]
    [InlineData("$h = @{ k = 1 }; Register-TickCompensation a { Note $h.k }; $h.k = 2" + Fails, "1")]
    [InlineData("$script:s = 4; Register-TickCompensation a { Note $script:s }; $script:s = 5" + Fails, "4")]
    [InlineData("function F($p) { Register-TickCompensation a { Note \"in $p\" } }; F 1; F 2" + Fails, "in 2,in 1")]
    [InlineData("function Twice($x) { $x * 2 }; $n = 4; Register-TickCompensation a { Note (Twice $n) }" + Fails, "8")]
    [InlineData("$log = 'L'; function Log($t) { Note \"$log $t\" }; function Twice($t) { Log $t; Log $t }; Register-TickCompensation a { Twice x }; $log = 'M'" + Fails, "L x,L x")]
    [InlineData("$b = { 1 }; function F($t) { if ($b) { Note 'live' } else { Note $t } }; Register-TickCompensation a { F x }" + Fails, "x")]
    [InlineData("class Box { [int] $V }; Register-TickCompensation a { $b = [Box]::new(); $b.V = 3; Note $b.V }" + Fails, "3")]
    [InlineData("$x = 1; Register-TickCompensation a { Note \"$x $(& { $x })\"; $x = 2 }; Register-TickCompensation b { Note ([string]$null -eq [string]$y) }" + Fails, "True,1 1")]
    [InlineData("Set-TickState s 7; Register-TickCompensation a { Note (Get-TickState s) }" + Fails, "7")]
    [InlineData("Register-TickCompensation a { Note $TickRun.Flow.StartsWith('flow') }" + Fails, "True")]
    [InlineData("Register-TickCompensation a { Note $ErrorActionPreference }" + Fails, "Stop")]
    // retries, failures, and what does not belong into a block
    [InlineData("Register-TickCompensation a -RetryDelay 0.01 { Note $TickRun.Attempt; if ($TickRun.Attempt -lt 3) { throw 'x' } }" + Fails, "1 2 3")]
    [InlineData("Register-TickCompensation a { Note a }; Register-TickCompensation b -MaxAttempts 1 { Note b; throw 'x' }; Register-TickCompensation c { Note c; exit 3 } -MaxAttempts 1" + Fails, "c b a")]
    [InlineData("Register-TickCompensation a { Note a }; Register-TickCompensation b -RetryDelay 0 { Get-TickMemo m { 1 } }" + Fails, "a")]
    [InlineData("Register-TickCompensation a -MaxAttempts 1 -Timeout 0.1 { Note a; while ($true) { } }; Register-TickCompensation b { Note b }" + Fails, "b a")]
    [InlineData("Register-TickCompensation a { Note a }\nexit 3", "a")]
    public async Task Compensations_OfAFlow_RunInReverseOrder(string text, string notes)
    {
        RunView run = await _rig.RunAsync(text);

        string expected = notes.Replace(',', ' ');
        Assert.True(expected == string.Join(' ', _rig.Seen), $"{string.Join(' ', _rig.Seen)} | {run.Status} {run.Error?.Message}");
        Assert.Equal(text.EndsWith("'done'", StringComparison.Ordinal) ? RunStatus.Completed : RunStatus.Failed, run.Status);
    }

    [Theory]
    [InlineData("1", "success Completed 1")]
    [InlineData("throw 'no'", "failure Failed no")]
    [InlineData("[GoTick.Never]::new(); throw 'no'", "failure Failed no")]
    public async Task Callback_OfTheEndThatCame_SeesIt(string end, string note)
    {
        RunView run = await _rig.RunAsync($$"""
            $x = 'x'
            Register-TickCallback -OnSuccess { Note "success $($_.Status) $($_.Output)" } -OnFailure { Note "failure $($_.Status) $(if ($_.Error -eq 'no') { 'no' } else { $_.ErrorId })" } -OnCancel { Note c } -OnTimeout { Note t }
            Register-TickCallback other -OnSuccess { Note $x; throw 'never mind' } -OnFailure { Note $x; throw 'never mind' }
            {{end}}
            """);

        Assert.Equal([note, "x"], _rig.Seen.Distinct()); // the second one is tried three times
        Assert.Equal(1, run.FailedAtEnd);
        Assert.Equal(end == "1" ? RunStatus.Completed : RunStatus.Failed, run.Status);
    }

    [Theory]
    [InlineData("try { Invoke-TickTask t -MaxAttempts 2 -RetryDelay 0.02 { Note try; throw 'no' } -OnFailure { Note \"told $_\" } } catch { Note \"caught $_\" }; Start-TickSleep -Milliseconds 20; Note end", "try,try,told no,caught no,caught no,end")]
    [InlineData("try { Get-TickMemo t -MaxAttempts 1 { throw 'no' } -OnFailure { Note told; throw 'worse' } } catch { Note \"caught $_\" }; Note end", "told,told,told,caught no,end")]
    [InlineData("Invoke-TickTask t { Note ok } -OnFailure { Note told }; Note end", "ok,end")]
    public async Task OnFailure_OfAStep_IsToldOnceAndTheErrorStays(string text, string notes)
    {
        RunView run = await _rig.RunAsync(text);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(notes.Split(','), _rig.Seen);
    }

    [Theory]
    [InlineData("$b = { 1 }; Register-TickCompensation a { & $b }", TickErrorId.NotSerializable)]
    [InlineData("$s = [securestring]::new(); Register-TickCompensation a { $s }", TickErrorId.SecretRefused)]
    [InlineData("Invoke-TickTask t { Register-TickCompensation a { } }", TickErrorId.NestedStep)]
    [InlineData("Invoke-TickTask a { }; Register-TickCompensation a { }", TickErrorId.StepNameConflict)]
    [InlineData("Register-TickCompensation 'a#b' { }", TickErrorId.StepNameInvalid)]
    [InlineData("$b = New-TickAsync p -MaxAttempts 1 { Register-TickCompensation a { } }; Wait-TickAsync $b", TickErrorId.BranchFailed)]
    public async Task Register_OfWhatCannotBe_FailsWithItsId(string text, string id)
    {
        RunView run = await _rig.RunAsync(text);

        Assert.Equal((RunStatus.Failed, id), (run.Status, run.Error!.ErrorId));
    }

    [Theory]
    [InlineData("Invoke-TickTask t { Note in; while ($true) { } }")]
    [InlineData("Invoke-TickTask t { Note in; Wait-Stopped }")]
    [InlineData("Invoke-TickTask t -Timeout 600 { Note in; Wait-Stopped }")]
    [InlineData("Note in; while ($true) { }")]
    [InlineData("try { Invoke-TickTask t { Note in; Wait-Stopped } } catch { Note caught } finally { Note finally }")]
    [InlineData("1..3 | Invoke-TickParallel p { Note in; while ($true) { } }")]
    public async Task Cancel_OfARunningFlow_StopsAndUndoesIt(string text)
    {
        ItemId run = await _rig.StartAsync("Register-TickCompensation undo { Note undone }\n" + text);
        await Until(() => _rig.Seen.Contains("in"));

        RunView view = await _rig.Client.CancelAndWaitAsync(run, "enough", cancel: TestContext.Current.CancellationToken);

        Assert.Equal((RunStatus.Canceled, "enough"), (view.Status, view.Reason));
        Assert.Equal(["in", "undone"], _rig.Seen);
    }

    [Theory]
    [InlineData("Invoke-TickTask t { Note in; while ($true) { } }")]
    [InlineData("Note in; while ($true) { }")]
    [InlineData("Note in; Start-TickSleep 600")]
    [InlineData("Note in; 1..3 | Invoke-TickParallel p { while ($true) { } }")]
    public async Task Timeout_OfAFlow_EndsItAsTimedOut(string text)
    {
        RunView run = await _rig.RunAsync(
            "[TickFlow(Timeout = '00:00:01')] param()\nRegister-TickCompensation undo { Note undone }\nRegister-TickCallback -OnTimeout { Note $_.Status }\n" + text);

        Assert.Equal(RunStatus.TimedOut, run.Status);
        Assert.Equal(["in", "undone", "TimedOut"], _rig.Seen);
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (int turns = 0; !isSo(); turns++)
        {
            Assert.True(turns < 6_000, "It does not come.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
