using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Removes ended runs with all that belongs to them: those of the given ids, of which one that has not ended is the error <c>TickRunNotTerminal</c>, or all
/// ended ones that the filters find.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "TickRun", SupportsShouldProcess = true, DefaultParameterSetName = ById)]
[OutputType(typeof(void))]
public sealed class RemoveTickRunCommand : RunFilterCommand
{
    internal override void Take()
    {
        if (ParameterSetName == ById)
        {
            Each(Id, id => Remove(ItemId.FromStored(id), id));
            return;
        }

        // Gathered in portions: what is removed must not move the list that is read.
        foreach (RunView[] runs in Client.ListEndedAsync(Query, StopToken).ToBlockingEnumerable(StopToken).Chunk(1_000))
        {
            Each(runs, run => Remove(run.Id, $"{run.Id} ({run.Flow}, {run.Status}, {run.Created.LocalDateTime:g})"));
        }
    }

    private void Remove(ItemId run, string shown)
    {
        if (ShouldProcess(shown, $"Remove the run from {Connection.Store}"))
        {
            Await(Client.RemoveAsync(run, StopToken));
        }
    }
}
