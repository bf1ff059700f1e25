using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>A cmdlet that works on runs, which it is given by id or as run objects.</summary>
public abstract class RunCommand : TickCommand
{
    /// <summary>The runs: ids, or run objects from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Works on one run.</summary>
    internal abstract void Take(ItemId run);

    internal sealed override void Take() => Each(Id, id => Take(ItemId.FromStored(id)));

    private protected TickRun Shown(RunView run) => new(run, Connection.Store);
}
