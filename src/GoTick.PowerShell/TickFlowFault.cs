using GoTick.PowerShell.Hosting;

namespace GoTick;

/// <summary>Something in a flow's file that is wrong.</summary>
public sealed class TickFlowFault
{
    internal TickFlowFault(FlowFinding finding, string path)
    {
        ErrorId = finding.ErrorId;
        Path = path;
        Script = finding.File;
        Line = finding.Line;
        Column = finding.Column;
        Message = finding.Message;
    }

    /// <summary>The id of the error that it would be at run time or on publishing.</summary>
    public string ErrorId { get; }

    /// <summary>The flow's file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The file that it stands in, relative to the flow's folder.</summary>
    public string Script { get; }

    /// <summary>From 1; 0 when no place is known.</summary>
    public int Line { get; }

    /// <summary>From 1; 0 when no place is known.</summary>
    public int Column { get; }

    /// <summary>What to read.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Script}:{Line}: {Message}";
}
