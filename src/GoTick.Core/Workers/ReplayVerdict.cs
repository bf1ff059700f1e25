using GoTick.Core.Execution;

namespace GoTick.Core.Workers;

/// <summary>Whether a text fits a journal.</summary>
public sealed record ReplayVerdict
{
    /// <summary>The verdict of a text that fits.</summary>
    public static ReplayVerdict Fitting { get; } = new() { Fits = true, Message = "The text fits the journal." };

    /// <summary>True when the script takes the recorded steps in their order, to the end of the journal.</summary>
    public required bool Fits { get; init; }

    /// <summary>The step that the script came to where they part; null when it came to none.</summary>
    public string? Step { get; init; }

    /// <summary>What the journal goes on with there.</summary>
    public string? Expected { get; init; }

    /// <summary>What the script did there.</summary>
    public string? Found { get; init; }

    /// <summary>The place in the text; without a line when it is not known.</summary>
    public SourcePosition Where { get; init; }

    /// <summary>The error's id; null when it fits.</summary>
    public string? ErrorId { get; init; }

    /// <summary>One sentence about it.</summary>
    public required string Message { get; init; }
}
