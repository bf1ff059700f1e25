using System.Management.Automation;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Pauses queues until <c>Resume-TickQueue</c>: within about a second no worker takes anything from them any more. What runs goes on to its end, or to its next wait.
/// Runs can be started, cancelled and looked at as always; time limits go on.
/// </summary>
[Cmdlet(VerbsLifecycle.Suspend, "TickQueue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SuspendTickQueueCommand : TickCommand
{
    /// <summary>The queues.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Name { get; set; } = [];

    internal override void Take() => Each(Name, queue =>
    {
        if (ShouldProcess(queue, $"Pause the queue of {Connection.Store}"))
        {
            Await(Client.SuspendQueueAsync(queue, StopToken));
        }
    });
}
