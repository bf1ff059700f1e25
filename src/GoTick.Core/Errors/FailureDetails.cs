namespace GoTick.Core.Errors;

/// <summary>An error as it is kept in the journal: enough to raise the same one again, on any machine, on every replay.</summary>
public sealed record FailureDetails
{
    /// <summary>The error's full id, in PowerShell the <c>FullyQualifiedErrorId</c>.</summary>
    public required string ErrorId { get; init; }

    /// <summary>What to read.</summary>
    public required string Message { get; init; }

    /// <summary>The exception's type, with namespace.</summary>
    public string? Type { get; init; }

    /// <summary>PowerShell's error category, by name.</summary>
    public string? Category { get; init; }

    /// <summary>What the error was about, as text.</summary>
    public string? Target { get; init; }

    /// <summary>The file in which it happened, relative to the flow's folder where it lies below it.</summary>
    public string? Script { get; init; }

    /// <summary>The line, from 1; 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>The column, from 1; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>The text of the statement or command.</summary>
    public string? Code { get; init; }

    /// <summary>The call stack in the script's terms.</summary>
    public string? StackTrace { get; init; }

    /// <summary>The errors behind this one (failed branches, inner exceptions); empty when there are none.</summary>
    public IReadOnlyList<FailureDetails> Causes { get; init; } = [];
}
