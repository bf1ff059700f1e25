using System.Management.Automation;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Lets workers take work from paused queues again. One that is not paused stays so.
/// </summary>
[Cmdlet(VerbsLifecycle.Resume, "TickQueue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ResumeTickQueueCommand : TickCommand
{
    /// <summary>The queues.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Name { get; set; } = [];

    internal override void Take() => Each(Name, queue =>
    {
        if (ShouldProcess(queue, $"Resume the queue of {Connection.Store}"))
        {
            Await(Client.ResumeQueueAsync(queue, StopToken));
        }
    });
}
