using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Flow;

namespace GoTick.PowerShell.Commands;

/// <summary>Waits until runs have ended or are suspended, whatever their outcome, and gives them.</summary>
[Cmdlet(VerbsLifecycle.Wait, "TickRun")]
[OutputType(typeof(TickRun))]
public sealed class WaitTickRunCommand : RunCommand
{
    private long _began;

    /// <summary>For how long, all runs together; a number is seconds. Default: no limit. A run that has not ended then is the error <c>TickWaitTimedOut</c>.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? Timeout { get; set; }

    internal override void Begin() => _began = TimeProvider.System.GetTimestamp();

    internal override void Take(ItemId run)
    {
        TimeSpan? left = Timeout - TimeProvider.System.GetElapsedTime(_began);
        RunView ended = Await(Client.WaitAsync(run, left < TimeSpan.Zero ? TimeSpan.Zero : left, StopToken))
            ?? throw new TickException(
                TickErrorId.WaitTimedOut, TickErrorKind.Timeout, $"Run '{run}' has not ended within {Timeout}. It goes on; wait again if you want.")
            { Target = run.Text };
        WriteObject(Shown(ended));
    }
}
