namespace GoTick.Core.Execution;

/// <summary>Which stream a record came from.</summary>
public enum StreamKind
{
    /// <summary>What a step's block wrote to the pipeline (a task's; a memo's output is its value).</summary>
    Output,

    /// <summary>Non-terminating errors.</summary>
    Error,

    /// <summary>Warnings.</summary>
    Warning,

    /// <summary>Verbose.</summary>
    Verbose,

    /// <summary>Debug.</summary>
    Debug,

    /// <summary>Information.</summary>
    Information,

    /// <summary>Write-Host.</summary>
    Host,

    /// <summary>Progress.</summary>
    Progress,
}
