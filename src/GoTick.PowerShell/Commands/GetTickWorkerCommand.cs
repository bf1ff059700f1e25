using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.PowerShell.Commands.Workers;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>The live workers of the store.</summary>
[Cmdlet(VerbsCommon.Get, "TickWorker")]
[OutputType(typeof(TickWorker))]
public sealed class GetTickWorkerCommand : TickCommand
{
    /// <summary>Only these workers; one that is not there is the error <c>TickWorkerNotFound</c>. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(WorkerIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Only workers that serve this queue.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string? Queue { get; set; }

    internal override void Take()
    {
        IReadOnlyList<WorkerView> live = Await(Client.ListWorkersAsync(StopToken));
        if (Id.Length > 0)
        {
            Each(Id, id => Write(live.FirstOrDefault(w => w.Id.Text == id) ?? throw NotFound(id)));
            return;
        }

        foreach (WorkerView worker in live.Where(w => Queue is null || w.Queues.Contains(Queue, StringComparer.OrdinalIgnoreCase)))
        {
            Write(worker);
        }
    }

    private void Write(WorkerView worker) =>
        WriteObject(new TickWorker(worker.Id.Text, worker.Record, Connection.Store, LocalWorkers.Find(worker.Id.Text)));

    private TickException NotFound(string id) =>
        new(TickErrorId.WorkerNotFound, TickErrorKind.NotFound, $"There is no live worker '{id}' in {Connection.Store}.") { Target = id };
}
