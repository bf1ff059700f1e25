using System.Management.Automation;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class StopTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-test-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly FlowExecutor _executor;

    public StopTests() => _executor = new FlowExecutor(
        _folder,
        state => state.Commands.Add(new System.Management.Automation.Runspaces.SessionStateCmdletEntry("Wait-Stopped", typeof(WaitStoppedCommand), null)),
        time: _time);

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("$null = $entered.Set(); Wait-Stopped")]
    [InlineData("$null = $entered.Set(); while ($true) { }")]
    [InlineData("& { trap { continue } $null = $entered.Set(); Wait-Stopped }; while ($true) { Start-TickSleep 1 }")]
    [InlineData("try { $null = $entered.Set(); Wait-Stopped } finally { [AppDomain]::CurrentDomain.SetData('gotick-stop-test', 'finally ran') }")]
    public async Task Stop_OfARunningFlow_AbandonsItAndKeepsTheSlot(string text)
    {
        AppDomain.CurrentDomain.SetData("gotick-stop-test", null);
        using var entered = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        Task<ActivationOutcome> running = OnePass.RunAsync(_executor, Of(text, entered), stop.Token);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await stop.CancelAsync();

        Assert.IsType<ActivationOutcome.Abandoned>(await running);
        Assert.Null(AppDomain.CurrentDomain.GetData("gotick-stop-test"));
        Assert.IsType<ActivationOutcome.Completed>(await OnePass.RunAsync(_executor, Of("1", entered), CancellationToken.None));
        Assert.Equal(1, _executor.SlotsMade);
    }

    [Fact]
    public async Task Stop_ThatDoesNotCome_GivesTheSlotUp()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        AppDomain.CurrentDomain.SetData("gotick-release", release);
        Task<ActivationOutcome> running = OnePass.RunAsync(
            _executor, Of("$null = $entered.Set(); [AppDomain]::CurrentDomain.GetData('gotick-release').Wait()", entered), stop.Token);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        _time.Advance(FlowExecutor.StopPatience);

        Assert.IsType<ActivationOutcome.Abandoned>(await running);
        Assert.IsType<ActivationOutcome.Completed>(await OnePass.RunAsync(_executor, Of("1", entered), CancellationToken.None));
        Assert.Equal(2, _executor.SlotsMade);
        release.Set();
    }

    private static NoJournal Of(string text, ManualResetEventSlim entered)
    {
        AppDomain.CurrentDomain.SetData("gotick-entered", entered);
        return new NoJournal(FlowVersion.Of(new FlowFile("flow.ps1", "$entered = [AppDomain]::CurrentDomain.GetData('gotick-entered')\n" + text), []));
    }
}
