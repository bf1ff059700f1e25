using System.Management.Automation;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Errors;

/// <summary>The one mapping of GoTick's errors to PowerShell's.</summary>
internal static class TickError
{
    private static readonly (TickErrorKind Kind, ErrorCategory Category)[] Table =
    [
        (TickErrorKind.InvalidInput, ErrorCategory.InvalidArgument),
        (TickErrorKind.NotFound, ErrorCategory.ObjectNotFound),
        (TickErrorKind.Conflict, ErrorCategory.ResourceExists),
        (TickErrorKind.InvalidState, ErrorCategory.InvalidOperation),
        (TickErrorKind.LimitExceeded, ErrorCategory.LimitsExceeded),
        (TickErrorKind.Security, ErrorCategory.SecurityError),
        (TickErrorKind.Unavailable, ErrorCategory.ResourceUnavailable),
        (TickErrorKind.Timeout, ErrorCategory.OperationTimeout),
        (TickErrorKind.FlowError, ErrorCategory.OperationStopped),
        (TickErrorKind.Internal, ErrorCategory.NotSpecified),
    ];

    /// <summary>The error record of a GoTick error: its id, the category of its kind, its target.</summary>
    public static ErrorRecord ToErrorRecord(TickException error) =>
        error is TickStepException { Details: var details }
            ? FailureMapper.ToErrorRecord(details)
            : new ErrorRecord(error, error.ErrorId, CategoryOf(error.Kind), error.Target);

    /// <summary>The category of a kind.</summary>
    public static ErrorCategory CategoryOf(TickErrorKind kind) => Table.First(row => row.Kind == kind).Category;

    /// <summary>The kind that a category stands for; <see cref="TickErrorKind.FlowError"/> for those that no kind has.</summary>
    public static TickErrorKind KindOf(ErrorCategory category)
    {
        foreach ((TickErrorKind kind, ErrorCategory mapped) in Table)
        {
            if (mapped == category)
            {
                return kind;
            }
        }

        return TickErrorKind.FlowError;
    }
}
