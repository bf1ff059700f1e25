using System.Collections;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests.Hosting;

[Collection("Flows")]
public sealed class FlowExecutorTests : IAsyncDisposable
{
    private const string Note = "function Note($x) { [GoTick.PowerShell.Tests.FlowBench]::Seen.Enqueue($x) }\n";
    private readonly FlowBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("try { Start-TickSleep -Milliseconds 30 } catch { Note 'caught' } finally { Note 'finally' }")]
    [InlineData("& { trap { Note 'caught'; continue } Start-TickSleep -Milliseconds 30 }; Note 'finally'")]
    [InlineData("class C { [void] M() { try { Start-TickSleep -Milliseconds 30 } catch { [GoTick.PowerShell.Tests.FlowBench]::Seen.Enqueue('caught') } } }; [C]::new().M(); Note 'finally'")]
    [InlineData("try { @(1).ForEach{ Start-TickSleep -Milliseconds 30 } } catch { Note 'caught' }; Note 'finally'")]
    [InlineData("function F { process { try { Start-TickSleep -Milliseconds 30 } catch { Note 'caught' } } }; 1 | F | ForEach-Object { $_ }; Note 'finally'")]
    [InlineData("function F { try { Start-TickSleep -Milliseconds 30 } finally { Note 'finally' } }; F")]
    public async Task Sleep_InWhateverCatches_IsNotCaughtAndFinallyRunsOnce(string body)
    {
        (Core.Client.RunView run, _) = await _bench.RunAsync(Note + body);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["finally"], FlowBench.Seen);
    }

    [Fact]
    public async Task Steps_OverASuspension_RunOnceAndKeepTheirValues()
    {
        (Core.Client.RunView run, IReadOnlyList<Core.Client.StepView> steps) = await _bench.RunAsync(
            Note + "$a = Get-TickMemo 'a' { Note 'a'; 41 }\nStart-TickSleep -Milliseconds 30\nInvoke-TickTask 'b' { Note 'b' }\n$a + 1");

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["a", "b"], FlowBench.Seen);
        Assert.Equal(42, ValueCodec.Decode(run.Output));
        Assert.Equal(["a", "sleep", "b"], steps.Select(s => s.Key));
    }

    [Fact]
    public async Task Task_ThatAlwaysThrows_IsRetriedThenCaughtWithTheSameErrorOnReplay()
    {
        (Core.Client.RunView run, _) = await _bench.RunAsync(
            Note + """
            try { Invoke-TickTask 'bad' -MaxAttempts 3 -RetryDelay 0.01 { Note 'try'; [IO.File]::ReadAllText('/no/such/file') } }
            catch { $first = $_.FullyQualifiedErrorId }
            Start-TickSleep -Milliseconds 30
            $first
            """);

        Assert.Equal(RunStatus.Completed, run.Status);
        Assert.Equal(["try", "try", "try"], FlowBench.Seen);
        Assert.NotNull(ValueCodec.Decode(run.Output));
    }

    [Theory]
    [InlineData("Invoke-TickTask 'bad' -MaxAttempts 1 { throw 'no' }\n[GoTick.PowerShell.Tests.FlowBench]::Seen.Enqueue('went on')", "no")]
    [InlineData("Invoke-TickTask 'a' { Get-TickMemo 'b' { 1 } }", TickErrorId.NestedStep)]
    [InlineData("param($X = (Get-TickMemo 'a' { [GoTick.PowerShell.Tests.FlowBench]::Seen.Enqueue('ran') }))", TickErrorId.NestedStep)]
    [InlineData("Get-TickMemo 'a' { 1 }; Invoke-TickTask 'a' { }", TickErrorId.StepNameConflict)]
    [InlineData("Get-TickMemo 'a' -MaxAttempts 1 { { 1 } }", TickErrorId.NotSerializable)]
    [InlineData("Get-TickMemo 'a' -MaxAttempts 1 { @{ x = [securestring]::new() } }", TickErrorId.SecretRefused)]
    [InlineData("Get-TickMemo 'a' -MaxAttempts 1 { 'x' * 2MB }", TickErrorId.PayloadTooLarge)]
    [InlineData("Get-TickMemo 'a#b' { 1 }", TickErrorId.StepNameInvalid)]
    [InlineData("param([Parameter(Mandatory)] [ValidateRange(1, 5)] [int] $N)", TickErrorId.ArgumentInvalid)]
    public async Task Flow_WithAnErrorThatNobodyCatches_FailsWithItsId(string text, string id)
    {
        (Core.Client.RunView run, _) = await _bench.RunAsync(text, new Hashtable { ["N"] = 9 }.Cast(text));

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.StartsWith(id, run.Error!.ErrorId, StringComparison.Ordinal);
        Assert.Empty(FlowBench.Seen);
    }

    [Fact]
    public async Task Flow_ThatTakesOtherStepsOnReplay_IsSuspendedWithNonDeterminism()
    {
        (Core.Client.RunView run, _) = await _bench.RunAsync(
            "if ([GoTick.PowerShell.Tests.FlowBench]::Seen.IsEmpty) { Invoke-TickTask 'a' { } } else { Invoke-TickTask 'b' { } }\n"
            + "[GoTick.PowerShell.Tests.FlowBench]::Seen.Enqueue('pass')\nStart-TickSleep -Milliseconds 30");

        Assert.Equal(RunStatus.Suspended, run.Status);
        Assert.Equal(TickErrorId.NonDeterminism, run.Error!.ErrorId);
    }

    [Fact]
    public async Task State_SetBeforeASuspension_IsThereAfterIt()
    {
        (Core.Client.RunView run, _) = await _bench.RunAsync(
            "Set-TickState 'n' 1\nStart-TickSleep -Milliseconds 30\nSet-TickState 'n' ((Get-TickState 'n') + 1)\nGet-TickState 'n'");

        Assert.Equal(2, ValueCodec.Decode(run.Output));
    }

    [Fact]
    public async Task Exit_WithACode_FailsTheRunWithIt()
    {
        (Core.Client.RunView run, _) = await _bench.RunAsync("'out'; exit 7");

        Assert.Equal((RunStatus.Failed, 7), (run.Status, run.ExitCode));
        Assert.Equal("out", ValueCodec.Decode(run.Output));
    }

    [Fact]
    public async Task Memo_CalledAThousandTimesInALoop_IsNumbered()
    {
        (Core.Client.RunView run, IReadOnlyList<Core.Client.StepView> steps) = await _bench.RunAsync(
            "$s = 0; foreach ($i in 1..1000) { $s += Get-TickMemo 'n' { $i } }; Start-TickSleep -Milliseconds 30; $s");

        Assert.Equal(500500, ValueCodec.Decode(run.Output));
        Assert.Equal("n#1000", steps[999].Key);
    }
}

internal static class Arguments
{
    /// <summary>Arguments only for flows that take some.</summary>
    public static IDictionary? Cast(this Hashtable given, string text) => text.StartsWith("param", StringComparison.Ordinal) ? given : null;
}
