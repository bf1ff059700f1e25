using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>A cmdlet that works on runs which it is given, or on those that it finds.</summary>
public abstract class RunFilterCommand : TickCommand
{
    private protected const string Found = "Found";
    private protected const string ById = "Id";

    /// <summary>The runs: ids, or run objects from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ById)]
    [Alias("RunId")]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Only runs of this flow.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string? Flow { get; set; }

    /// <summary>Only runs in one of these statuses.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateNotNullOrEmpty]
    public TickRunStatus[]? Status { get; set; }

    /// <summary>Only runs with this tag.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateNotNullOrEmpty]
    public string? Tag { get; set; }

    /// <summary>Only children of this run and of its branches.</summary>
    [Parameter(ParameterSetName = Found)]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? Parent { get; set; }

    /// <summary>Only runs that were created at this time or later.</summary>
    [Parameter(ParameterSetName = Found)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only runs that were created before this time.</summary>
    [Parameter(ParameterSetName = Found)]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Only runs that failed or are suspended with this error. What stands behind a comma in PowerShell's ids does not count.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ErrorIdCompleter))]
    public string? ErrorId { get; set; }

    /// <summary>Only runs whose error has this text in its message: looked for in each run that the other filters leave, so it takes longer the more those are.</summary>
    [Parameter(ParameterSetName = Found)]
    [ValidateNotNullOrEmpty]
    public string? ErrorText { get; set; }

    private protected RunQuery Query => new()
    {
        Flow = Flow,
        Statuses = [.. (Status ?? []).Select(s => Enum.Parse<RunStatus>(s.ToString()))],
        Tag = Tag,
        Parent = Parent is null ? null : ItemId.FromStored(Parent),
        Since = Since,
        Until = Until,
        ErrorId = ErrorId,
        ErrorText = ErrorText,
    };
}
