using System.Management.Automation;

namespace GoTick.PowerShell.Tests.Commands;

/// <summary>Restart-TickRun and Test-TickFlow, with a worker that executes real scripts.</summary>
[Collection("Commands")]
public sealed class MendingCommandsTests : IDisposable
{
    private readonly CommandRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private string Did => Path.Combine(_rig.Folder, "did.txt");

    private string[] Done => File.Exists(Did) ? File.ReadAllLines(Did) : [];

    /// <summary>30 steps, each of which leaves a line in a file; the 17th fails while the value of the 5th is bad.</summary>
    private string ThirtySteps(string bad = "'bad'") => string.Join('\n', Enumerable.Range(1, 30).Select(i => i switch
    {
        5 => $"$five = Get-TickMemo s5 {{ Add-Content '{Did}' s5; {bad} }}",
        17 => $"$x = Get-TickMemo s17 {{ Add-Content '{Did}' s17; if ($five -eq 'bad') {{ throw 'five is bad' }}; \"$five/$Left\" }}",
        _ => $"Invoke-TickTask s{i} {{ Add-Content '{Did}' s{i} }}",
    }).Prepend("param([int] $Left = 1, [int] $Right = (Get-Random -Minimum 5 -Maximum 6))").Append("\"$x $Left $Right\"")).Replace("Get-TickMemo s17 {", "Get-TickMemo s17 -MaxAttempts 1 {", StringComparison.Ordinal);

    [Fact]
    public void Restart_ThirtyStepsFromTheSeventeenthWithAnEditedValue_RunsOneToSixteenNotAgain()
    {
        _rig.Write("thirty", ThirtySteps());
        _rig.StartWorker();
        TickRun failed = _rig.One<TickRun>("Start-TickFlow thirty -Id t | Wait-TickRun");
        Assert.Equal(TickRunStatus.Failed, failed.Status);
        Assert.Equal(Enumerable.Range(1, 17).Select(i => $"s{i}"), Done);
        File.Delete(Did);

        TickRun made = _rig.One<TickRun>("Restart-TickRun t -FromStep s17 -SetStep @{ s5 = 'good' } -Arguments @{ left = '7' }");

        Assert.Equal(("t@r2", "t", 7), (made.Id, made.Origin, made.Arguments!["Left"]));
        Assert.Equal("good/7 7 5", _rig.One<string>("Receive-TickRun t@r2 -Wait"));
        Assert.Equal(Enumerable.Range(17, 14).Select(i => $"s{i}"), Done);
        Assert.Equal("bad", _rig.One<TickStep>("Get-TickStep t s5").Value);
        Assert.Equal(TickRunStatus.Failed, _rig.One<TickRun>("Get-TickRun t").Status);
        Assert.True(_rig.One<bool>("Test-TickStore -Quiet"));
    }

    [Fact]
    public void Restart_FromTheStart_RunsAllAgainWithTheOldArguments()
    {
        _rig.Write("adds", $"param([int] $Left, [int] $Right = 2)\n$s = Get-TickMemo s {{ Add-Content '{Did}' s; $Left + $Right }}\n$s");
        _rig.StartWorker();
        Assert.Equal(5, _rig.One<int>("Start-TickFlow adds 3 -Id a -Wait"));

        Assert.Equal(5, _rig.One<int>("Restart-TickRun a | Receive-TickRun -Wait"));
        Assert.Equal(13, _rig.One<int>("Restart-TickRun a -Arguments @{ Right = 10 } | Receive-TickRun -Wait"));
        Assert.Equal(["s", "s", "s"], Done);
        Assert.Equal(["a@r3", "a@r2", "a"], _rig.Invoke("Get-TickRun -Flow adds").Cast<TickRun>().Select(r => r.Id));
        Assert.Empty(_rig.Invoke("Restart-TickRun a -WhatIf"));
        Assert.Equal(3, _rig.Invoke("Get-TickRun -Flow adds").Count);
    }

    [Theory]
    [InlineData("Restart-TickRun nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Restart-TickRun ended -FromStep nope", "TickStepNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Restart-TickRun ended -FromStep 'p[1]'", "TickStepInBranch", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -FromStep inner", "TickStepInBranch", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -FromStep b -SetStep @{ b = 1 }", "TickStepNotKept", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -SetStep @{ a = 1 }", "TickStepNotKept", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -FromStep b -SetStep @{ nope = 1 }", "TickStepNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Restart-TickRun ended -FromStep b -SetStep @{ t = 1 }", "TickStepWithoutValue", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -FromStep b -SetStep @{ a = { 1 } }", "TickNotSerializable", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -FromStep b -SetStep @{ a = [System.Security.SecureString]::new() }", "TickSecretRefused", ErrorCategory.SecurityError)]
    [InlineData("Restart-TickRun ended -Arguments @{ Nope = 1 }", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun ended -Arguments @{ N = 'many' }", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Restart-TickRun waits", "TickRunNotTerminal", ErrorCategory.InvalidOperation)]
    public void Restart_BadInput_IsRefusedAndMakesNothing(string call, string id, ErrorCategory category)
    {
        _rig.Write("ended", "param([int] $N)\nGet-TickMemo a { 1 }\nInvoke-TickTask t { }\n1..2 | Invoke-TickParallel p { Get-TickMemo inner { 1 } }\nGet-TickMemo b { 2 }");
        _rig.Write("waits", "Start-TickSleep -Seconds 600");
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow ended -N 1 -Id ended | Wait-TickRun; $null = Start-TickFlow waits -Id waits");

        Assert.Equal((id, category), _rig.Error(call));
        Assert.Equal(2, _rig.Invoke("Get-TickRun").Count);
    }

    [Fact]
    public void Restart_UseCurrentVersion_GoesOnWhereItFailedByTheMendedText()
    {
        _rig.Write("buggy", $"$a = Get-TickMemo a {{ Add-Content '{Did}' a; 1 }}\nthrow 'a bug between the steps'\nGet-TickMemo b {{ Add-Content '{Did}' b; $a + 1 }}");
        _rig.StartWorker();
        Assert.Equal(TickRunStatus.Failed, _rig.One<TickRun>("Start-TickFlow buggy -Id x | Wait-TickRun").Status);
        string mended = _rig.Write("buggy", $"# mended\n$a = Get-TickMemo a {{ Add-Content '{Did}' a; 1 }}\nGet-TickMemo b {{ Add-Content '{Did}' b; $a + 1 }}");
        _rig.Invoke($"Register-TickFlow '{mended}'");

        Assert.Equal(2, _rig.One<int>("Restart-TickRun x -UseCurrentVersion | Receive-TickRun -Wait"));
        Assert.Equal(["a", "b"], Done);
    }

    [Fact]
    public void Restart_UseCurrentVersionThatDoesNotFit_SaysStepAndLineAndStartsNothing()
    {
        _rig.Write("order", "Get-TickMemo a { 1 }\nGet-TickMemo b { 2 }\nInvoke-TickTask c -MaxAttempts 1 { throw 'no' }");
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow order -Id x | Wait-TickRun");
        string other = _rig.Write("order", $"Get-TickMemo a {{ Add-Content '{Did}' ran; 1 }}\n\nGet-TickArray other {{ Add-Content '{Did}' ran; 2 }}\nInvoke-TickTask c {{ }}");
        _rig.Invoke($"Register-TickFlow '{other}'");

        Assert.Equal(("TickVersionMismatch", ErrorCategory.InvalidOperation), _rig.Error("Restart-TickRun x -UseCurrentVersion"));
        string message = _rig.Errors[0].Exception.Message;
        Assert.Contains("array 'other'", message, StringComparison.Ordinal);
        Assert.Contains("memo 'b'", message, StringComparison.Ordinal);
        Assert.Contains("order.ps1:3", message, StringComparison.Ordinal);
        Assert.Empty(Done);
        Assert.Single(_rig.Invoke("Get-TickRun"));
        Assert.Equal("x@r2", _rig.One<TickRun>("Restart-TickRun x -UseCurrentVersion -FromStep b").Id);
    }

    [Fact]
    public void Restart_UseCurrentVersionOfASuspendedRun_IsTheSameRunGoingOn()
    {
        string which = Path.Combine(_rig.Folder, "which.txt");
        File.WriteAllText(which, "b");
        _rig.Write("drifts", $"Get-TickMemo a {{ Add-Content '{Did}' a; 1 }} | Out-Null\n$n = Get-Content '{which}'\nGet-TickMemo $n {{ $n }}\nStart-TickSleep -Milliseconds 300");
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow drifts -Id x");
        Assert.True(SpinWait.SpinUntil(() => _rig.Invoke("Get-TickStep x sleep").Count > 0, TimeSpan.FromSeconds(30)));
        File.WriteAllText(which, "c");
        Assert.Equal(TickRunStatus.Suspended, _rig.One<TickRun>("Wait-TickRun x").Status);
        Assert.Equal("TickVersionMismatch", _rig.Error("Restart-TickRun x -UseCurrentVersion").Id);
        string mended = _rig.Write("drifts", $"Get-TickMemo a {{ Add-Content '{Did}' a; 1 }} | Out-Null\nGet-TickMemo b {{ 'new' }}\nStart-TickSleep -Milliseconds 300");
        _rig.Invoke($"Register-TickFlow '{mended}'");

        Assert.Equal("x", _rig.One<TickRun>("Restart-TickRun x -UseCurrentVersion").Id);

        Assert.Equal("b", _rig.One<string>("Receive-TickRun x -Wait"));
        Assert.Equal(["a"], Done);
        Assert.True(_rig.One<bool>("Test-TickStore -Quiet"));
    }

    [Fact]
    public void TestFlow_AgainstRuns_TellsWhichFitAndRunsNoBlock()
    {
        // A file each: two that append to one at the same time may lose a line.
        int Ran() => Directory.GetFiles(Path.GetDirectoryName(Did)!, Path.GetFileName(Did) + ".*").Length;
        string Text(string second, string inner) =>
            $"param([int] $N)\nGet-TickMemo a {{ Set-Content ('{Did}.' + [guid]::NewGuid()) ran; 1 }}\nif ($N -eq 1) {{ Start-TickSleep -Seconds 600 }}\nGet-TickMemo {second} {{ Set-Content ('{Did}.' + [guid]::NewGuid()) ran; 2 }}\n"
            + $"1..2 | Invoke-TickParallel p {{ Get-TickMemo {inner} {{ Set-Content ('{Did}.' + [guid]::NewGuid()) ran; 2 }}; Start-TickSleep -Seconds 600 }}";
        _rig.Write("live", Text("b", "i"));
        _rig.StartWorker();
        _rig.Invoke("$null = 1, 2 | ForEach-Object { Start-TickFlow live $_ -Id \"r$_\" }");
        Assert.True(SpinWait.SpinUntil(() => Ran() == 5, TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => _rig.Invoke("Get-TickRun -Status Waiting").Count == 2, TimeSpan.FromSeconds(30)));
        string edited = Path.Combine(_rig.Folder, "edited.ps1");
        string Verdicts(string text)
        {
            File.WriteAllText(edited, text);
            TickRunFit[] fits = [.. _rig.Invoke($"Test-TickFlow '{edited}' -AgainstRuns -Flow live").Cast<TickRunFit>()];
            Assert.Empty(_rig.Errors);
            return string.Join(' ', fits.OrderBy(f => f.RunId, StringComparer.Ordinal).ThenBy(f => f.Branch, StringComparer.Ordinal).Select(f => $"{f.RunId}{f.Branch}:{(f.Fits ? "fits" : $"{f.Step}@{f.Line}")}"));
        }

        Assert.Equal("r1:fits r2:fits r2p[0]:fits r2p[1]:fits", Verdicts("# the same\n" + Text("b", "i")));
        Assert.Equal("r1:fits r2:c@4 r2p[0]:fits r2p[1]:fits", Verdicts(Text("c", "i")));
        Assert.Equal("r1:fits r2:fits r2p[0]:j@5 r2p[1]:j@5", Verdicts(Text("b", "j")));
        Assert.Equal("r1:fits r2:wait@5 r2p[0]:@0 r2p[1]:@0", Verdicts(Text("b", "i").Replace("Parallel p", "Parallel q", StringComparison.Ordinal)));
        Assert.Equal(
            "r1:@1 r2:@1 r2p[0]:fits r2p[1]:fits",
            Verdicts(Text("b", "i").Replace("[int] $N)", "[int] $N, [Parameter(Mandatory)] $Must)", StringComparison.Ordinal)));
        Assert.Equal("r1:@0 r2:fits r2p[0]:fits r2p[1]:fits", Verdicts(Text("b", "i").Replace("if (", "if ($N -eq 1) { return }\nif (", StringComparison.Ordinal)));
        TickRunFit one = _rig.One<TickRunFit>($"Test-TickFlow '{edited}' -AgainstRuns -Run r1");
        Assert.Equal(("r1", TickRunStatus.Waiting), (one.RunId, one.Status));
        Assert.Equal(5, Ran());
        Assert.Equal("TickFlowNotFound", _rig.Error($"Test-TickFlow '{edited}' -AgainstRuns").Id);
        Assert.Equal("TickRunNotFound", _rig.Error($"Test-TickFlow '{edited}' -AgainstRuns -Run nope").Id);
    }

    [Theory]
    [InlineData("Get-TickMemo a { 1 }\nGet-TickMemo a { 2 }", "")]
    [InlineData("Get-TickMemo a { 1 }\n\nInvoke-TickTask -Name A { 2 }", "TickStepNameConflict:3")]
    [InlineData("Get-TickMemo a { 1 }\n1..2 | Invoke-TickParallel p { Invoke-TickTask a { 2 } }", "")]
    [InlineData("Get-TickMemo p { 1 }\n1..2 | Invoke-TickParallel p { 1 }", "TickStepNameConflict:2")]
    [InlineData("Invoke-TickTask t {\n  Get-TickMemo m { 1 }\n}", "TickNestedStep:2")]
    [InlineData("Get-TickMemo 'a#b' { 1 }", "TickStepNameInvalid:1")]
    [InlineData("$n = 'a'\nGet-TickMemo $n { 1 }\nInvoke-TickTask a { }", "")]
    [InlineData("Start-TickSleep 5\nGet-TickMemo sleep { 1 }", "TickStepNameConflict:2")]
    [InlineData("if ($x {\n}", "TickFlowSyntaxError:1")]
    [InlineData("[TickFlow(Timeout = 'soon')]\nparam()\n1", "TickFlowSyntaxError:1")]
    public void TestFlow_File_TellsWhatIsSurelyWrong(string text, string faults)
    {
        string path = _rig.Write("checked", text);

        TickFlowFault[] found = [.. _rig.Invoke($"Test-TickFlow '{path}'").Cast<TickFlowFault>()];

        Assert.Empty(_rig.Errors);
        Assert.Equal(faults, string.Join(' ', found.Select(f => $"{f.ErrorId}:{f.Line}").Take(1)));
    }

    [Fact]
    public void TestFlow_NoSuchFile_IsAnError() =>
        Assert.Equal(("TickFlowNotFound", ErrorCategory.ObjectNotFound), _rig.Error("Test-TickFlow /no/such/file.ps1"));

    [Fact]
    public void FromStep_Completion_OffersTheRunsSteps()
    {
        _rig.Write("two", "Get-TickMemo first { 1 }\nGet-TickMemo 'the second' { 2 }");
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow two -Id t | Wait-TickRun");

        const string line = "Restart-TickRun t -FromStep ";
        Assert.Equal(
            ["first", "'the second'"],
            _rig.Invoke($"[System.Management.Automation.CommandCompletion]::CompleteInput('{line}', {line.Length}, $null).CompletionMatches.CompletionText").Cast<string>());
    }
}
