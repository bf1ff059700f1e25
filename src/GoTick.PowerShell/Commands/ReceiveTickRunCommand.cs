using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// The output of runs. A run that failed is the error <c>TickRunFailed</c>, with the flow's own error in <c>Exception.InnerException</c>; one that has not
/// ended is <c>TickRunNotTerminal</c>.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "TickRun")]
[OutputType(typeof(object))]
public sealed class ReceiveTickRunCommand : RunCommand
{
    /// <summary>Waits for the end of each run.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    internal override void Take(ItemId run)
    {
        RunView view = Wait
            ? Await(Client.WaitAsync(run, timeout: null, StopToken))!
            : Await(Client.GetRunAsync(run, StopToken));
        WriteObject(RunResults.OutputOf(view), enumerateCollection: true);
    }
}
