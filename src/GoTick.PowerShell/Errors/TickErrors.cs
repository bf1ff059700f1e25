using System.Management.Automation;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Errors;

/// <summary>The one mapping between GoTick's errors, journaled errors and PowerShell's error records.</summary>
internal static class TickErrors
{
    /// <summary>The error record of one of GoTick's own errors.</summary>
    public static ErrorRecord ToRecord(TickException error) => new(error, error.ErrorId, CategoryOf(error.Kind), error.Target);

    /// <summary>The journaled form of an error of the flow.</summary>
    /// <param name="record">The error.</param>
    /// <param name="folder">The flow's folder, so that files below it are named relative to it.</param>
    public static FailureDetails ToDetails(ErrorRecord record, string? folder)
    {
        InvocationInfo? where = record.InvocationInfo;
        string? script = string.IsNullOrEmpty(where?.ScriptName) ? null : where.ScriptName;
        return new FailureDetails
        {
            ErrorId = record.FullyQualifiedErrorId,
            Message = record.ErrorDetails?.Message ?? record.Exception.Message,
            Type = TypeOf(record.Exception),
            Category = record.CategoryInfo.Category.ToString(),
            Target = record.TargetObject?.ToString(),
            Script = script is not null && folder is not null && script.StartsWith(folder, StringComparison.Ordinal)
                ? Path.GetRelativePath(folder, script).Replace('\\', '/')
                : script,
            Line = where?.ScriptLineNumber ?? 0,
            Column = where?.OffsetInLine ?? 0,
            Code = where?.Line?.Trim(),
            StackTrace = record.ScriptStackTrace,
            Causes = record.Exception is TickStepException { Details.Causes: { Count: > 0 } causes } ? causes : [],
        };
    }

    /// <summary>The journaled form of any exception that ended a script or block.</summary>
    public static FailureDetails ToDetails(Exception error, string? folder) => error switch
    {
        // A record that stands for its own exception holds a placeholder instead of it.
        RuntimeException { ErrorRecord: { Exception: { } held } record } => ToDetails(record, folder) with { Type = TypeOf(held is ParentContainsErrorRecordException ? error : held) },
        IContainsErrorRecord { ErrorRecord: { } record } => ToDetails(record, folder),
        TickException tick => ToDetails(ToRecord(tick), folder),
        _ => ToDetails(new ErrorRecord(error, error.GetType().Name, ErrorCategory.NotSpecified, null), folder),
    };

    /// <summary>The error that a failed step raises: the same on the first pass and on every replay, because both build it from the journal.</summary>
    public static ErrorRecord ToRecord(FailureDetails details)
    {
        Exception exception = Rebuild(details);
        ErrorCategory category = Enum.TryParse(details.Category, out ErrorCategory known) ? known : ErrorCategory.NotSpecified;
        return new ErrorRecord(exception, details.ErrorId, category, details.Target)
        {
            ErrorDetails = new ErrorDetails(details.Message),
        };
    }

    private static string? TypeOf(Exception error) =>
        error switch
        {
            TickStepException { Details.Type: { } type } => type,
            // PowerShell's wrappers: what people catch is the exception inside.
            RuntimeException { InnerException: { } inner } => TypeOf(inner),
            _ => error.GetType().FullName,
        };

    private static Exception Rebuild(FailureDetails details)
    {
        // Typed catch clauses work as far as the type can be loaded and made from a message alone.
        Type? type = details.Type is { } name ? LanguagePrimitives.TryConvertTo(name, out Type found) ? found : null : null;
        if (type is not null && typeof(Exception).IsAssignableFrom(type) && type.GetConstructor([typeof(string)]) is { } constructor)
        {
            return (Exception)constructor.Invoke([details.Message]);
        }

        return new TickStepException(details.Message, details);
    }

    private static ErrorCategory CategoryOf(TickErrorKind kind) => kind switch
    {
        TickErrorKind.InvalidInput => ErrorCategory.InvalidArgument,
        TickErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        TickErrorKind.Conflict => ErrorCategory.ResourceExists,
        TickErrorKind.InvalidState => ErrorCategory.InvalidOperation,
        TickErrorKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        TickErrorKind.Security => ErrorCategory.SecurityError,
        TickErrorKind.Unavailable => ErrorCategory.ResourceUnavailable,
        TickErrorKind.Timeout => ErrorCategory.OperationTimeout,
        TickErrorKind.FlowError => ErrorCategory.OperationStopped,
        TickErrorKind.Internal => ErrorCategory.NotSpecified,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
