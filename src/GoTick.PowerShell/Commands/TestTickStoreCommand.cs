using System.Management.Automation;
using GoTick.Core.Checks;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Checks what a store promises: that nothing is stuck, that each run has what will wake it, and that nothing is left behind. It reads the whole store,
/// changes nothing, and may be used while workers work. All is well when it writes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "TickStore")]
[OutputType(typeof(TickStoreFault), typeof(bool))]
public sealed class TestTickStoreCommand : TickCommand
{
    /// <summary>Only whether all is well.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override void Take()
    {
        IReadOnlyList<StoreFault> faults = Await(Connection.Direct.CheckAsync(StopToken));
        if (Quiet)
        {
            WriteObject(faults.Count == 0);
            return;
        }

        foreach (StoreFault fault in faults)
        {
            WriteObject(new TickStoreFault(fault, Connection.Store));
        }
    }
}
