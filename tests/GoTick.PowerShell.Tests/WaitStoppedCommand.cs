using System.Management.Automation;

namespace GoTick.PowerShell.Tests;

/// <summary>Waits until its pipeline is stopped, as Start-Sleep would.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Stopped")]
public sealed class WaitStoppedCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord() => _stopped.Wait(TimeSpan.FromSeconds(30));

    protected override void StopProcessing() => _stopped.Set();
}
