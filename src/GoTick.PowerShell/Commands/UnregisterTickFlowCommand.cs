using System.Management.Automation;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>Takes flows out of the catalogue: no new run can be started. Runs on their way go on.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "TickFlow", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterTickFlowCommand : TickCommand
{
    /// <summary>The flows' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string[] Name { get; set; } = [];

    internal override void Take() => Each(Name, name =>
    {
        if (ShouldProcess(name, $"Take the flow out of {Connection.Store}"))
        {
            Await(Client.UnregisterAsync(name, StopToken));
        }
    });
}
