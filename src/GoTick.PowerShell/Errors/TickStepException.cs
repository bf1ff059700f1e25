using GoTick.Core.Errors;

namespace GoTick.PowerShell.Errors;

/// <remarks>Internal: a public type must load before the engine is found (see ModuleStart).</remarks>
/// <summary>Stands for an error whose own exception type cannot be made again here; it has that error's message, id and details.</summary>
internal sealed class TickStepException : TickException
{
    /// <summary>Creates the stand-in of a recorded error.</summary>
    public TickStepException(FailureDetails details, Exception? inner = null)
        : base(TickErrorId.StepFailed, TickErrorKind.FlowError, (details ?? throw new ArgumentNullException(nameof(details))).Message, inner) =>
        Details = details;

    /// <summary>The error as it was recorded; its <see cref="FailureDetails.Type"/> names the original type.</summary>
    public FailureDetails Details { get; }

    /// <summary>The type of the original exception, with namespace; null when unknown.</summary>
    public string? OriginalType => Details.Type;
}
