using System.Management.Automation.Runspaces;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Tests.Hosting;

public sealed class ClosedRunspaceTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-test-").FullName;
    private readonly FlowExecutor _executor;
    private Runspace? _opened;

    public ClosedRunspaceTests() => _executor = new FlowExecutor(
        _folder,
        state => state.Commands.Add(new SessionStateCmdletEntry("Wait-Stopped", typeof(WaitStoppedCommand), null)),
        runspace => _opened = runspace);

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // PowerShell closes every runspace when it ends: a flow that is cut off there has not ended.
    [Theory]
    [InlineData("$null = $entered.Set(); Wait-Stopped; 'over'")]
    [InlineData("trap { continue } $null = $entered.Set(); Wait-Stopped; 'over'")]
    public async Task Runspace_ClosedFromOutside_AbandonsItsRun(string text)
    {
        using var entered = new ManualResetEventSlim();
        AppDomain.CurrentDomain.SetData("gotick-closed-entered", entered);
        string script = "$entered = [AppDomain]::CurrentDomain.GetData('gotick-closed-entered')\n" + text;
        Task<ActivationOutcome> running = OnePass.RunAsync(_executor, new NoJournal(FlowVersion.Of(new FlowFile("flow.ps1", script), [])), CancellationToken.None);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        _opened!.CloseAsync();

        Assert.IsType<ActivationOutcome.Abandoned>(await running);
    }
}
