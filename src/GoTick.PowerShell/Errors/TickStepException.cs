using GoTick.Core.Errors;

namespace GoTick.PowerShell.Errors;

/// <summary>A step's error whose own type cannot be made again on this machine; it keeps all that was recorded of it.</summary>
public sealed class TickStepException : Exception
{
    internal TickStepException(string message, FailureDetails details)
        : base(message) => Details = details;

    internal FailureDetails Details { get; }

    /// <summary>The type of the original exception, with namespace; null when unknown.</summary>
    public string? OriginalType => Details.Type;
}
