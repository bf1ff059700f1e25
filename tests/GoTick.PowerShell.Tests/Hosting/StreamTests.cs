using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Streams;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class StreamTests : IAsyncDisposable
{
    private readonly FlowRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("Warning")]
    [InlineData("Information")]
    [InlineData("Host")]
    [InlineData("Progress")]
    public async Task Record_OfAStep_IsKeptOnceWithStepAndAttempt(string stream)
    {
        RunView run = await _rig.RunAsync($"Invoke-TickTask t -RetryDelay 0 {{ Write-Streams {stream} hello; if ($TickRun.Attempt -eq 1) {{ throw 'no' }} }}; Start-TickSleep -Milliseconds 10");

        StreamRecord[] records = [.. (await _rig.LogAsync(run)).Where(r => r.Stream.ToString() == stream)];
        Assert.Equal([1, 2], records.Select(r => r.Attempt));
        Assert.All(records, r => Assert.Equal(("t", true), (r.Step, r.Text.EndsWith("hello", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Record_OfFlowScope_IsSilentOnReplay()
    {
        RunView run = await _rig.RunAsync("Write-Streams Warning one; $null = Get-TickMemo m { 1 }; Start-TickSleep -Milliseconds 10; Write-Streams Warning two");

        Assert.Equal(["one", "two"], (await _rig.LogAsync(run)).Select(r => r.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Start-TickSleep -Milliseconds 10")]
    public async Task Output_MoreThanACommitTakes_IsAllKept(string then)
    {
        RunView run = await _rig.RunAsync($"Invoke-TickTask a {{ 1..900 }}; Invoke-TickTask b {{ 1..900 }}; {then}");

        Assert.Equal(1_800, (await _rig.LogAsync(run)).Count);
    }

    [Fact]
    public async Task Output_OfATask_IsKeptInItsLog()
    {
        RunView run = await _rig.RunAsync("Invoke-TickTask t { 'a'; 'b' }");

        Assert.Equal([(StreamKind.Output, "a", "t"), (StreamKind.Output, "b", "t")], (await _rig.LogAsync(run)).Select(r => (r.Stream, r.Text, r.Step!)));
    }

    [Theory]
    [InlineData(1_200, 1, StepLog.MaxRecords)]
    [InlineData(30, StreamRecord.MaxTextLength, StepLog.MaxCharacters / StreamRecord.MaxTextLength)]
    public void Records_OverTheLimitOfAnAttempt_AreDroppedWithOneWord(int written, int length, int kept)
    {
        var journal = new NoJournal(FlowVersion.Of(new FlowFile("flow.ps1", ""), []));
        var log = new StepLog(journal);
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            journal.Records.Clear();
            log.Enter(new StepEntry.Run(StepKey.FromStored("t"), attempt, null));
            for (int i = 0; i < written; i++)
            {
                log.Write(StreamKind.Warning, new string('x', length));
            }

            Assert.Equal(kept + 1, journal.Records.Count);
            Assert.Equal("… further records dropped", journal.Records[^1].Text);
            Assert.All(journal.Records, r => Assert.Equal(attempt, r.Attempt));
        }
    }

    [Fact]
    public async Task Errors_OfFlowScopeOnly_AreCounted()
    {
        RunView run = await _rig.RunAsync("Write-Streams Error a; Start-TickSleep -Milliseconds 10; Write-Streams Error b; Invoke-TickTask t -ErrorAction Continue { Write-Streams Error c }");

        Assert.Equal(2, run.ErrorCount);
        Assert.Equal(["a", "b", "c"], (await _rig.LogAsync(run)).Select(r => r.Text));
    }
}
