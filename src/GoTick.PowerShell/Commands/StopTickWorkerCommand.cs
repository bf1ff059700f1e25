using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Commands.Workers;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Drains workers of this process and waits until they have stopped: they claim nothing more, and what still runs after their <c>-DrainTimeout</c> is handed
/// over. A worker of another process is the error <c>TickWorkerNotFound</c>.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "TickWorker", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopTickWorkerCommand : TickCommand
{
    /// <summary>The workers. Default: all of this process.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(WorkerIdCompleter))]
    public string[] Id { get; set; } = [];

    internal override void Take()
    {
        List<LocalWorker> workers = [];
        if (Id.Length == 0)
        {
            workers.AddRange(LocalWorkers.All);
        }

        Each(Id, id => workers.Add(LocalWorkers.Find(id) ?? throw NotFound(id)));
        // All drain at the same time.
        Await(Task.WhenAll(workers.Where(w => ShouldProcess(w.Id, $"Drain and stop the worker of {w.Store}")).ToArray().Select(LocalWorkers.StopAsync)));
    }

    private static TickException NotFound(string id) =>
        new(TickErrorId.WorkerNotFound, TickErrorKind.NotFound, $"'{id}' is no worker of this process. Stop it in the process that started it.") { Target = id };
}
