using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Errors;

/// <summary>The one mapping between GoTick's errors, journaled errors and PowerShell's error records.</summary>
internal static class TickErrors
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
    public static ErrorRecord ToRecord(TickException error) =>
        error is TickStepException { Details: var details }
            ? ToRecord(details)
            : new ErrorRecord(error, error.ErrorId, CategoryOf(error.Kind), error.Target);

    /// <summary>The error of a recorded failure: the same on the first pass, on every replay and on every machine, because all build it from the journal.</summary>
    public static ErrorRecord ToRecord(FailureDetails details) => RecordedFailure.ToRecord(details);

    /// <summary>The journaled form of an error of the flow.</summary>
    /// <param name="record">The error.</param>
    /// <param name="script">The flow, in whose texts positions are given; null outside one.</param>
    public static FailureDetails ToDetails(ErrorRecord record, FlowScript? script) => FailureReader.Read(record, script);

    /// <summary>The journaled form of any exception that ended a script or block.</summary>
    /// <inheritdoc cref="ToDetails(ErrorRecord, FlowScript)"/>
    public static FailureDetails ToDetails(Exception error, FlowScript? script) => error switch
    {
        TickStepException step => step.Details,
        TickException tick => ToDetails(ToRecord(tick), script),
        IContainsErrorRecord { ErrorRecord: { } record } => FailureReader.Read(record, script, error),
        _ => ToDetails(new ErrorRecord(error, error.GetType().Name, ErrorCategory.NotSpecified, null), script),
    };

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
