using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>Runs: those of the given ids with their arguments, outputs and errors, or a list, newest first, without them.</summary>
[Cmdlet(VerbsCommon.Get, "TickRun", DefaultParameterSetName = Listed)]
[OutputType(typeof(TickRun))]
public sealed class GetTickRunCommand : TickCommand
{
    private const string Listed = "Listed";
    private const string ById = "Id";

    /// <summary>The runs: ids, or run objects from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [Alias("RunId")]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Only runs of this flow.</summary>
    [Parameter(ParameterSetName = Listed)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string? Flow { get; set; }

    /// <summary>Only runs in this status.</summary>
    [Parameter(ParameterSetName = Listed)]
    public TickRunStatus? Status { get; set; }

    /// <summary>Only runs with this tag.</summary>
    [Parameter(ParameterSetName = Listed)]
    [ValidateNotNullOrEmpty]
    public string? Tag { get; set; }

    /// <summary>Only children of this run and of its branches.</summary>
    [Parameter(ParameterSetName = Listed)]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? Parent { get; set; }

    /// <summary>At most so many.</summary>
    [Parameter(ParameterSetName = Listed)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    internal override void Take()
    {
        if (ParameterSetName == ById)
        {
            Each(Id, id => WriteObject(new TickRun(Await(Client.GetRunAsync(ItemId.FromStored(id), StopToken)), Connection.Store)));
            return;
        }

        RunStatus? status = Status is { } wanted ? Enum.Parse<RunStatus>(wanted.ToString()) : null;
        ItemId? parent = Parent is null ? null : ItemId.FromStored(Parent);
        foreach (Core.Client.RunView run in Client.ListRunsAsync(Flow, status, Tag, parent, StopToken).ToBlockingEnumerable(StopToken).Take(First))
        {
            WriteObject(new TickRun(run, Connection.Store));
        }
    }
}
