using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using Shell = System.Management.Automation.PowerShell;

namespace GoTick.PowerShell.Tests.Commands;

[Collection("Commands")]
public sealed class RunCommandsTests : IDisposable
{
    private readonly CommandRig _rig = new();

    public RunCommandsTests()
    {
        _rig.Write("demo/add", "param([Parameter(Mandatory)] [int] $Left, [int] $Right = 1, [ValidateSet('up', 'down')] [string] $Way = 'up', [switch] $Twice)\n"
            + "$sum = Get-TickMemo sum { $Left + $Right }\nif ($Twice) { 2 * $sum } else { $sum }");
        _rig.Write("fails", "Invoke-TickTask bad -MaxAttempts 1 { throw 'no luck' }");
        _rig.Write("waits", "Start-TickSleep -Seconds 600");
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("demo/add -Left 2", 3)]
    [InlineData("demo/add -Left '2' -Right 3", 5)]
    [InlineData("DEMO/ADD 2 3", 5)]
    [InlineData("demo/add 2 -Twice", 6)]
    [InlineData("demo/add 2 -Twice:$false", 3)]
    [InlineData("demo/add -Arguments @{ Left = 2; Right = 5 }", 7)]
    [InlineData("demo/add -Arguments @{ Left = 2 } -Right 6", 8)]
    public void Start_WithArgumentsInAnyWay_GivesTheOutput(string call, int output)
    {
        _rig.StartWorker();

        Assert.Equal(output, _rig.One<int>($"Start-TickFlow {call} -Wait"));
        Assert.Empty(_rig.Warnings);
    }

    [Theory]
    [InlineData("Start-TickFlow nosuch -Anything 1", "TickFlowNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Start-TickFlow demo/add", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add -Left two", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add -Left 1 -Unknown 2", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add -Arguments @{ Left = 1; Way = 'sideways' }", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add -Left 1 -Way sideways", "ParameterArgumentValidationError", ErrorCategory.InvalidData)]
    [InlineData("Start-TickFlow demo/add -Left 1 -Arguments @{ Left = 1 }", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add 1 2 up 4", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add 1 -Id 'a b'", "TickRunIdInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow demo/add 1 -Delay 1 -At '2099-01-01'", "TickArgumentInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Start-TickFlow fails -Wait", "TickRunFailed", ErrorCategory.OperationStopped)]
    [InlineData("Start-TickFlow fails | Wait-TickRun | Receive-TickRun", "TickRunFailed", ErrorCategory.OperationStopped)]
    [InlineData("$null = Start-TickFlow waits -Id w1; Start-TickFlow waits -Id w1", "TickRunExists", ErrorCategory.ResourceExists)]
    [InlineData("$null = Start-TickFlow demo/add 1 -Id r1; Start-TickFlow demo/add 2 -Id r1 -IfExists Return", "TickRunConflict", ErrorCategory.ResourceExists)]
    [InlineData("Start-TickFlow waits | Receive-TickRun", "TickRunNotTerminal", ErrorCategory.InvalidOperation)]
    [InlineData("Start-TickFlow waits | Remove-TickRun", "TickRunNotTerminal", ErrorCategory.InvalidOperation)]
    [InlineData("Start-TickFlow waits | Wait-TickRun -Timeout 0.01", "TickWaitTimedOut", ErrorCategory.OperationTimeout)]
    [InlineData("Get-TickRun nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Stop-TickRun nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Start-TickFlow waits | Resume-TickRun", "TickRunNotSuspended", ErrorCategory.InvalidOperation)]
    [InlineData("Start-TickFlow demo/add 1 | Wait-TickRun | Suspend-TickRun", "TickRunEnded", ErrorCategory.InvalidOperation)]
    [InlineData("$r = Start-TickFlow waits; $r | Suspend-TickRun; $r | Receive-TickRun -Wait", "TickRunFailed", ErrorCategory.OperationStopped)]
    [InlineData("$r = Start-TickFlow waits; $r | Stop-TickRun; $r | Receive-TickRun -Wait", "TickRunFailed", ErrorCategory.OperationStopped)]
    [InlineData("Get-TickStep nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Get-TickLog nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Remove-TickRun nope", "TickRunNotFound", ErrorCategory.ObjectNotFound)]
    public void Mistake_HasAStableIdAndAFittingCategory(string script, string id, ErrorCategory category)
    {
        _rig.StartWorker();

        Assert.Equal((id, category), _rig.Error(script));
    }

    [Fact]
    public void Error_OfOneRun_LeavesTheOthersTheirTurn()
    {
        _rig.StartWorker();

        IReadOnlyList<object?> found = _rig.Invoke("$a = Start-TickFlow demo/add 1; 'nope', $a.Id, 'neither' | Get-TickRun");

        Assert.Single(found);
        Assert.Equal(["nope", "neither"], _rig.Errors.Select(e => e.TargetObject));
    }

    [Fact]
    public void FailedRun_Received_HoldsTheFlowsOwnError()
    {
        _rig.StartWorker();
        _rig.Invoke("Start-TickFlow fails -Wait");

        ErrorRecord error = Assert.Single(_rig.Errors);
        Assert.Contains("no luck", error.Exception.InnerException?.Message, StringComparison.Ordinal);
        Assert.Equal(_rig.One<TickRun>("Get-TickRun -Flow fails").Id, error.TargetObject);
    }

    [Fact]
    public void Existing_Returned_IsTheSameRun()
    {
        _rig.StartWorker();

        Assert.Equal(2, _rig.One<int>("$null = Start-TickFlow demo/add 1 -Id same -Wait; Start-TickFlow demo/add 1 -Id same -IfExists Return -Wait"));
        Assert.Single(_rig.Invoke("Get-TickRun -Flow demo/add"));
    }

    [Fact]
    public void Existing_Restarted_BeginsAnew()
    {
        _rig.StartWorker();

        Assert.Equal(6, _rig.One<int>("$null = Start-TickFlow waits -Id again; Start-TickFlow demo/add 5 -Id again -IfExists Restart -Wait"));
    }

    [Fact]
    public void Lists_AreFiltered()
    {
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow demo/add 1 -Tag red -Wait; $null = Start-TickFlow demo/add 2 -Tag blue -Wait; $null = Start-TickFlow fails | Wait-TickRun");

        Assert.Equal(3, _rig.Invoke("Get-TickRun").Count);
        Assert.Equal(2, _rig.Invoke("Get-TickRun -First 2").Count);
        Assert.Equal("fails", _rig.One<TickRun>("Get-TickRun -Status Failed").Flow);
        Assert.Equal("blue", Assert.Single(_rig.One<TickRun>("Get-TickRun -Tag blue").Tags));
    }

    [Fact]
    public void Lists_ByTimeErrorAndPage_GiveWhatIsAskedFor()
    {
        _rig.Write("missing", "Invoke-TickTask bad -MaxAttempts 1 { Get-Item /no/such/item }");
        _rig.StartWorker();
        _rig.Invoke("1..5 | ForEach-Object { $null = Start-TickFlow demo/add $_ -Id \"a$_\" -Wait }; $null = Start-TickFlow missing -Id m | Wait-TickRun; $null = Start-TickFlow fails -Id f | Wait-TickRun");

        Assert.Equal("m", _rig.One<TickRun>("Get-TickRun -ErrorId PathNotFound").Id);
        Assert.Equal("f", _rig.One<TickRun>("Get-TickRun -ErrorText 'NO LUCK'").Id);
        Assert.Contains("no luck", _rig.One<TickRun>("Get-TickRun -ErrorText 'no luck'").Error, StringComparison.Ordinal);
        Assert.Equal(2, _rig.Invoke("Get-TickRun -Status Failed, Suspended").Count);
        Assert.Equal(["a4", "a3"], _rig.Invoke("(Get-TickRun -Flow demo/add -Skip 1 -First 2).Id"));
        Assert.Equal(
            ["a2", "a2"],
            _rig.Invoke("$page = Get-TickRun -Flow demo/add -First 3; $page[-1].Cursor, $page[-1] | ForEach-Object { (Get-TickRun -Flow demo/add -After $_ -First 1).Id }"));
        Assert.Equal(["a5", "a4", "a3"], _rig.Invoke("(Get-TickRun -Flow demo/add -Since (Get-TickRun a3).Created).Id"));
        Assert.Equal(["a2", "a1"], _rig.Invoke("(Get-TickRun -Flow demo/add -Until (Get-TickRun a3).Created).Id"));
        Assert.Equal("TickCursorInvalid", _rig.Error("Get-TickRun -After nonsense").Id);
        Assert.Contains("PathNotFound", Offers("Get-TickRun -ErrorId "));
    }

    [Fact]
    public void Remove_ByFilters_TakesEndedRunsAwayAndAsksForAFilter()
    {
        _rig.StartWorker();
        _rig.Invoke("1..3 | ForEach-Object { $null = Start-TickFlow demo/add $_ -Wait }; $null = Start-TickFlow fails -Id f | Wait-TickRun; $null = Start-TickFlow waits -Id w");

        _rig.Invoke("Remove-TickRun -Status Completed -WhatIf");
        Assert.Equal(5, _rig.Invoke("Get-TickRun").Count);
        _rig.Invoke("Remove-TickRun -Flow demo/add -Status Completed; Remove-TickRun -Flow waits");
        Assert.Empty(_rig.Errors);
        Assert.Equal(["w", "f"], _rig.Invoke("(Get-TickRun).Id"));
        Assert.Equal("TickArgumentInvalid", _rig.Error("Remove-TickRun -Status Waiting").Id);
        Assert.Equal(["w"], _rig.Invoke("Get-TickRun -Status Failed | Remove-TickRun; (Get-TickRun).Id"));
    }

    [Fact]
    public void Receive_GivesStreamsAsTheyWere_AndTheOutput_EachTime()
    {
        _rig.Write("talks", "Write-Warning 'careful'; Invoke-TickTask say { Write-Host 'hello'; Write-Verbose 'detail' -Verbose; 'task output' }; Write-Error 'odd'; 'out'");
        _rig.StartWorker();

        foreach (string how in new[] { "-Wait", "-Wait -Keep", "" })
        {
            IReadOnlyList<object?> output = _rig.Invoke($"if (-not $talks) {{ $global:talks = Start-TickFlow talks }}; $talks | Receive-TickRun {how} -Verbose -InformationVariable said 4>&1; $said | ForEach-Object {{ \"said $_\" }}");

            Assert.Equal(["detail", "out", "said hello"], output.Select(o => o?.ToString()));
            Assert.Equal(["careful"], _rig.Warnings);
            Assert.Equal("odd", Assert.Single(_rig.Errors).Exception.Message);
        }
    }

    [Fact]
    public void Watch_WithoutATerminal_WritesALineForEachChange()
    {
        _rig.Write("talks", "Set-TickProgress 50; $null = Get-TickMemo one { 1 }; Invoke-TickTask say { Write-Host 'hello' }; Start-TickSleep pause -Milliseconds 50");
        _rig.StartWorker();

        IReadOnlyList<object?> lines = _rig.Invoke("Start-TickFlow talks -Id t1 | Watch-TickRun -PassThru -InformationVariable said | ForEach-Object Status; $said | ForEach-Object { [string] $_ }");

        Assert.Equal("Completed", lines[0]?.ToString());
        string text = string.Join("\n", lines);
        Assert.StartsWith($"Run t1 of talks in {_rig.Store}", lines[1]?.ToString(), StringComparison.Ordinal);
        Assert.Contains("  ✓ memo   one", text, StringComparison.Ordinal);
        Assert.Contains("    hello", text, StringComparison.Ordinal);
        Assert.StartsWith("Completed in ", lines[^1]?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ExportAndImport_MoveARunToAnotherStore()
    {
        _rig.StartWorker();
        string other = "sqlite:" + Path.Combine(_rig.Folder, "other.db");
        _rig.Invoke($"$null = Start-TickFlow demo/add 1 -Id one -Wait; $global:file = Get-TickRun one | Export-TickRun -Path '{_rig.Folder}'");
        Assert.Empty(_rig.Errors);

        Assert.EndsWith("one.tickrun", _rig.One<FileInfo>("$file").FullName, StringComparison.Ordinal);
        Assert.Equal(2, _rig.One<TickRun>($"$file | Import-TickRun -Store '{other}'").Output);
        Assert.Equal("two", _rig.One<TickRun>($"Import-TickRun $file -Store '{other}' -Id two").Id);
        Assert.Equal(2, _rig.One<int>($"Receive-TickRun two -Store '{other}'"));
        Assert.Equal(("TickArchiveExists", ErrorCategory.ResourceExists), _rig.Error($"Export-TickRun one -Path '{_rig.Folder}'"));
        _rig.One<FileInfo>($"Export-TickRun one -Path '{_rig.Folder}' -Force");
        Assert.Equal(("TickArchiveNotFound", ErrorCategory.ObjectNotFound), _rig.Error("Import-TickRun nosuch.tickrun"));
        Assert.Equal(("TickArchiveInvalid", ErrorCategory.InvalidArgument), _rig.Error($"Import-TickRun '{Path.Combine(_rig.Flows, "fails.ps1")}'"));
        Assert.Equal(("TickRunExists", ErrorCategory.ResourceExists), _rig.Error("$null = Start-TickFlow demo/add 5 -Id three -Wait; Import-TickRun $file -Id three"));
        Assert.Equal("TickRunNotFound", _rig.Error("Export-TickRun nosuch").Id);
    }

    [Fact]
    public void StepsAndLog_OfARun_AreDecoded()
    {
        _rig.Write("talks", "$x = Get-TickMemo pair { @{ a = 1 } }; Invoke-TickTask say { Write-Host 'hello' }");
        _rig.StartWorker();
        _rig.Invoke("$global:run = Start-TickFlow talks | Wait-TickRun");

        TickStep memo = _rig.One<TickStep>("$run | Get-TickStep -Name pair");
        Assert.Equal(1, Assert.IsType<System.Collections.Hashtable>(memo.Value is PSObject p ? p.BaseObject : memo.Value)["a"]);
        Assert.Equal("hello", _rig.One<TickLogRecord>("$run | Get-TickLog -Step say").Text);
        Assert.Equal("hello", _rig.One<TickLogRecord>("$run | Get-TickStep -Name say | Get-TickLog -Follow").Text);
    }

    [Fact]
    public void Steps_WithTheirBranches_AreInTheirOrder()
    {
        _rig.Write("fans", "Get-TickMemo a { 1 }; 5, 6 | Invoke-TickParallel b { $n = $_; Get-TickMemo m { $n }; Invoke-TickTask t { } } | Out-Null; Get-TickMemo z { 1 }");
        _rig.StartWorker();
        _rig.Invoke("$global:run = Start-TickFlow fans | Wait-TickRun");

        string Of(string call) => _rig.One<string>($"($run | Get-TickStep {call} | ForEach-Object {{ \"$($_.Branch)/$($_.Name) $($_.Kind)\" }}) -join ', '");
        Assert.DoesNotContain("m Memo", Of(""), StringComparison.Ordinal);
        Assert.EndsWith("/b[0] Branch, b[0]/m Memo, b[0]/t Task, /b[1] Branch, b[1]/m Memo, b[1]/t Task, /z Memo", Of("-Recurse"), StringComparison.Ordinal);
        Assert.Equal("b[0]/m Memo, b[1]/m Memo", Of("-Name m -Recurse"));
        Assert.Equal("/b[1] Branch", Of("-Name 'b[1]' -Recurse"));
    }

    [Fact]
    public void Steps_OfBranchesThatLive_AreSeenWithTheirValues()
    {
        _rig.Write("waits", "5, 6 | Invoke-TickParallel b { $n = $_; Get-TickMemo m { $n }; Start-TickSleep nap -Seconds 600 }");
        _rig.StartWorker();
        _rig.Invoke("$global:run = Start-TickFlow waits");

        Assert.True(SpinWait.SpinUntil(() => _rig.Invoke("$run | Get-TickStep -Recurse | Where-Object { $_.Branch -and $_.Name -eq 'nap' }").Count == 2, TimeSpan.FromMinutes(1)));
        Assert.Equal("5 6", _rig.One<string>("($run | Get-TickStep -Name m -Recurse).Value -join ' '"));
        Assert.Equal("Waiting Waiting", _rig.One<string>("($run | Get-TickStep -Recurse | Where-Object Kind -eq Branch).Status -join ' '"));
    }

    [Fact]
    public void Steps_OfAThousandBranches_AreCountedWhileTheyLastAndListedAfterwards()
    {
        string go = Path.Combine(_rig.Folder, "go");
        _rig.Write("many", $"1..1000 | Invoke-TickParallel b -ThrottleLimit 50 {{ $n = $_; Get-TickMemo m {{ $n }}; if ($n -eq 1000) {{ Invoke-TickTask hold {{ while (-not (Test-Path '{go}')) {{ Start-Sleep -Milliseconds 20 }} }} }} }} | Out-Null");
        _rig.StartWorker();
        _rig.Invoke("$global:run = Start-TickFlow many");

        Assert.True(SpinWait.SpinUntil(() => _rig.Invoke("$run | Get-TickStep -Recurse").Count == 1 && _rig.Warnings.Count == 1, TimeSpan.FromMinutes(1)));
        File.WriteAllText(go, "");
        Assert.Equal("1000", _rig.One<string>("$null = $run | Wait-TickRun; \"$(@($run | Get-TickStep -Name m -Recurse).Count)\""));
        Assert.Empty(_rig.Warnings);
        Assert.Equal("b[0] b[999]", _rig.One<string>("$b = $run | Get-TickStep -Name 'b*' -Recurse | Where-Object Kind -eq Branch; \"$($b[0]) $($b[-1])\""));
    }

    [Fact]
    public void Remove_OfAnEndedRun_TakesItAway()
    {
        _rig.StartWorker();
        _rig.Invoke("$global:run = Start-TickFlow demo/add 1 | Wait-TickRun; $run | Remove-TickRun -WhatIf; Get-TickRun $run.Id");
        Assert.Empty(_rig.Errors);

        Assert.Equal("TickRunNotFound", _rig.Error("$run | Remove-TickRun; Get-TickRun $run.Id").Id);
    }

    [Fact]
    public async Task Store_ThatIsChecked_TellsItsFaults()
    {
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow demo/add 1 -Wait; $null = Start-TickFlow waits -Id w1");
        Assert.Empty(_rig.Invoke("Test-TickStore"));
        Assert.True(_rig.One<bool>("Test-TickStore -Quiet"));

        // An item whose only event nobody can read.
        await using TickClient client = await TickClient.ConnectAsync(_rig.Store, cancel: TestContext.Current.CancellationToken);
        await client.Store.CommitAsync(
            new Batch
            {
                Item = ItemId.ParseRoot("lost"),
                Guard = new Guard.Absent("n"),
                Events = [new byte[] { 1 }],
                Verbs = [new Verb.Route("nobody", 0, "lost"), new Verb.Ready(Band.Started)],
            },
            TestContext.Current.CancellationToken);
        Assert.Contains("lost", _rig.Invoke("Test-TickStore").Cast<TickStoreFault>().Select(f => f.Item));
        Assert.False(_rig.One<bool>("Test-TickStore -Quiet"));
    }

    [Fact]
    public void StopSuspendResume_OfRunsInThePipeline_DoWhatTheySay()
    {
        _rig.StartWorker();
        _rig.Invoke("$global:runs = 1..3 | ForEach-Object { Start-TickFlow waits }; while (($runs | Get-TickRun).Status -ne 'Waiting') { Start-Sleep -Milliseconds 10 }; $runs | Stop-TickRun -WhatIf; $runs[0] | Stop-TickRun -Reason 'not needed'; $runs[1] | Suspend-TickRun");

        TickRun[] runs = [.. _rig.Invoke("$runs | Get-TickRun").Cast<TickRun>()];
        Assert.Equal((TickRunStatus.Canceled, "not needed", Account.OfThisProcess.Name), (runs[0].Status, runs[0].Reason, runs[0].By));
        Assert.Equal((TickRunStatus.Suspended, "TickRunSuspended"), (runs[1].Status, runs[1].ErrorId));
        Assert.NotEqual(TickRunStatus.Canceled, runs[2].Status);
        Assert.Equal(
            [TickRunStatus.Canceled, TickRunStatus.Canceled],
            _rig.Invoke("$runs[1] | Resume-TickRun; $runs[1], $runs[2] | Stop-TickRun -Wait").Cast<TickRun>().Select(r => r.Status));
    }

    [Fact]
    public void Start_WithWhatIf_StartsNothing()
    {
        _rig.StartWorker();

        Assert.Empty(_rig.Invoke("Start-TickFlow demo/add 1 -WhatIf; Get-TickRun"));
    }

    [Fact]
    public void Start_WithoutAWorkerForTheQueue_WarnsAndNamesBoth()
    {
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow demo/add 1 -Queue other");

        string warning = Assert.Single(_rig.Warnings);
        Assert.StartsWith("TickNoWorker", warning, StringComparison.Ordinal);
        Assert.Contains("'other'", warning, StringComparison.Ordinal);
        Assert.Contains(_rig.Store, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Dictionaries_OfAPipeline_StartARunEach()
    {
        _rig.StartWorker();

        Assert.Equal([2, 3, 4], _rig.Invoke("1..3 | ForEach-Object { @{ Left = $_ } } | Start-TickFlow demo/add -Wait").Order());
    }

    [Fact]
    public async Task Waiting_StopsWithThePipeline()
    {
        _rig.StartWorker();
        _rig.Invoke("$global:run = Start-TickFlow waits");
        using Shell shell = _rig.Prepare("$run | Wait-TickRun");
        IAsyncResult waiting = shell.BeginInvoke();
        await shell.StopAsync(null, null);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(waiting));
    }

    [Fact]
    public void Completion_OffersFlowsRunsAndValues()
    {
        _rig.StartWorker();
        _rig.Invoke("$null = Start-TickFlow demo/add 1 -Id run-1 -Wait");

        Assert.Contains("demo/add", Offers("Start-TickFlow d"));
        Assert.Contains("-Left", Offers("Start-TickFlow demo/add -Le"));
        Assert.Contains("down", Offers("Start-TickFlow demo/add -Way "));
        Assert.Contains("run-1", Offers("Get-TickRun "));
        Assert.Contains("default", Offers("Start-TickWorker -Queue "));
    }

    private IEnumerable<string> Offers(string line) => _rig.Invoke(
        $"[System.Management.Automation.CommandCompletion]::CompleteInput('{line}', {line.Length}, $null).CompletionMatches.CompletionText").Cast<string>();
}
