using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>Runs: those of the given ids with their arguments, outputs and errors, or those found, newest first, without them.</summary>
[Cmdlet(VerbsCommon.Get, "TickRun", DefaultParameterSetName = Found)]
[OutputType(typeof(TickRun))]
public sealed class GetTickRunCommand : RunFilterCommand
{
    /// <summary>At most so many.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Leaves out so many of the newest. To go through many runs page by page, <see cref="After"/> is quicker, and loses none that begin meanwhile.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>Only what comes behind this run in the list: the last run object of the page before, or its <c>Cursor</c>.</summary>
    [Parameter(ParameterSetName = Found)]
    [RunCursorTransformation]
    [ValidateNotNullOrEmpty]
    public string? After { get; set; }

    internal override void Take()
    {
        if (ParameterSetName == ById)
        {
            Each(Id, id => WriteObject(new TickRun(Await(Client.GetRunAsync(ItemId.FromStored(id), StopToken)), Connection.Store)));
            return;
        }

        foreach (RunView run in Client.ListRunsAsync(Query with { After = After }, StopToken).ToBlockingEnumerable(StopToken).Skip(Skip).Take(First))
        {
            WriteObject(new TickRun(run, Connection.Store));
        }
    }
}
