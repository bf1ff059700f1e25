using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Streams;

namespace GoTick.PowerShell.Tests.Hosting;

/// <summary>How far a run says it is: seen from outside, and silent on replay.</summary>
public sealed class ProgressTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Progress_OfRunAndStep_IsSeenWhileTheStepRuns_AndTheStepsEndsWithIt()
    {
        string gate = Path.Combine(_rig.Folder, "gate");
        ItemId run = await _rig.StartAsync($$"""
            Set-TickProgress 40 'half way' -Activity 'moving'
            Invoke-TickTask copy { Write-Streams Progress 'file 3'; while (-not [IO.File]::Exists('{{gate}}')) { [Threading.Thread]::Sleep(10) } }
            Start-TickSleep -Milliseconds 10
            Invoke-TickTask wait { while (-not [IO.File]::Exists('{{gate}}2')) { [Threading.Thread]::Sleep(10) } }
            """);

        RunView first = await UntilAsync(run, r => r.StepProgress is not null);
        Assert.Equal(new ProgressReport(40, "moving", "half way"), first.Progress);
        Assert.Equal(new ProgressReport(40, "activity", "file 3"), first.StepProgress);
        Assert.Equal("copy", first.Step);
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        RunView second = await UntilAsync(run, r => r.Step == "wait");
        Assert.Equal(40, second.Progress?.Percent); // said once, before the sleep; the replay says nothing, and it stays
        Assert.Null(second.StepProgress);
        await File.WriteAllTextAsync(gate + "2", "", TestContext.Current.CancellationToken);
        Assert.Null((await _rig.Client.WaitAsync(run, cancel: TestContext.Current.CancellationToken))!.Progress); // it is complete
    }

    [Fact]
    public async Task Progress_SaidInAFastLoop_IsShownAtTheSleepAndCostsNoEvent()
    {
        ItemId run = await _rig.StartAsync("foreach ($i in 1..99) { Set-TickProgress $i; $null = Get-TickMemo m { 1 } }; Start-TickSleep -Seconds 600");

        RunView asleep = await UntilAsync(run, r => r.Status == RunStatus.Waiting);

        Assert.Equal(99, asleep.Progress?.Percent);
        Assert.Equal(100, (await _rig.Client.ReadStepsAsync(run)).Count);
    }

    [Fact]
    public async Task SetProgress_WithNothingOrTooMuch_IsAnError()
    {
        Assert.Equal("TickArgumentInvalid", (await _rig.RunAsync("$ErrorActionPreference = 'Stop'; Set-TickProgress")).Error!.ErrorId.Split(',')[0]);
        Assert.Equal(RunStatus.Failed, (await _rig.RunAsync("$ErrorActionPreference = 'Stop'; Set-TickProgress 101")).Status);
    }

    [Fact]
    public void Report_AThousandTimes_KeepsATenthOfTheWayEachInTheLog()
    {
        var journal = new NoJournal(FlowVersion.Of(new FlowFile("flow.ps1", ""), []));
        var log = new StepLog(journal);
        log.Enter(new StepEntry.Run(StepKey.FromStored("t"), 1, null));
        for (int i = 0; i <= 1_000; i++)
        {
            log.Report(new ProgressReport(i / 10, "copy", $"file {i}"));
        }

        log.Report(null);

        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"copy: file {i * 100}"), journal.Records.Select(r => r.Text));
        Assert.Equal(1_002, journal.StepProgress.Count);
        Assert.Null(journal.StepProgress[^1]);
    }

    private async Task<RunView> UntilAsync(ItemId run, Func<RunView, bool> isSo)
    {
        while (true)
        {
            RunView view = await _rig.Client.GetRunAsync(run, TestContext.Current.CancellationToken);
            Assert.False(view.Status.IsTerminal(), view.Error?.Message);
            if (isSo(view))
            {
                return view;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
