using System.Management.Automation;

namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class StoppingTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    // Each script would run for an hour; that the test ends is the proof.
    [Theory]
    [InlineData("Write-Information ready; Start-Sleep 3600")]
    [InlineData("Set-Content a.txt 1; Write-Information ready; Get-Content a.txt -Wait")]
    [InlineData("Write-Information ready; $numbers = 1..1000; while ($true) { $numbers | Sort-Object | Out-Null }")]
    public async Task Stop_WhileACommandRuns_EndsIt(string script)
    {
        using System.Management.Automation.PowerShell shell = _session.NewShell(script);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Information.DataAdded += (_, _) => ready.TrySetResult();
        Task run = shell.InvokeAsync();
        await ready.Task;

        await shell.StopAsync(null, null);

        await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }
}
