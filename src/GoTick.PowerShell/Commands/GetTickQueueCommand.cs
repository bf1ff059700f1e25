using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>The queues that hold ready work, that live workers serve, or that are paused.</summary>
[Cmdlet(VerbsCommon.Get, "TickQueue")]
[OutputType(typeof(TickQueue))]
public sealed class GetTickQueueCommand : TickCommand
{
    /// <summary>Only these; wildcards are allowed. A queue that nobody uses is empty. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Name { get; set; } = ["*"];

    internal override void Take()
    {
        IReadOnlyList<QueueView> queues = Await(Client.ListQueuesAsync(StopToken));
        foreach (string text in Name)
        {
            WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.None);
            QueueView[] found = [.. queues.Where(q => pattern.IsMatch(q.Name))];
            bool isOne = !WildcardPattern.ContainsWildcardCharacters(text);
            foreach (QueueView queue in found.Length == 0 && isOne ? [new QueueView(text, 0, 0, IsPaused: false)] : found)
            {
                WriteObject(new TickQueue(queue, Connection.Store));
            }
        }
    }
}
