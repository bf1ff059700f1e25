using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Errors;

/// <summary>
/// Raises a journaled failure again. The first pass raises this form too, so that a flow cannot tell a replay by the error that it catches.
/// </summary>
internal static class RecordedFailure
{
    /// <summary>The error of a recorded failure, the same on every machine and every pass.</summary>
    public static ErrorRecord ToRecord(FailureDetails details) => ToRecord(details, RebuiltException.Of(details));

    /// <summary>The same as an exception that a cmdlet may throw, and that ends the flow unless it is caught.</summary>
    public static RuntimeException ToException(FailureDetails details)
    {
        Exception exception = RebuiltException.Of(details);
        if (exception is RuntimeException own && HasRecord(own, ToRecord(details, new ParentContainsErrorRecordException(own))))
        {
            // A typed catch looks at an exception and at the one inside it, no deeper: another one around it would hide the cause.
            own.WasThrownFromThrowStatement = true;
            return own;
        }

        return new RuntimeException(details.Message, exception, ToRecord(details, exception)) { WasThrownFromThrowStatement = true };
    }

    /// <summary>Gives the exception the record; false for the few types that make one of their own (<see cref="ItemNotFoundException"/> does).</summary>
    private static bool HasRecord(RuntimeException exception, ErrorRecord record)
    {
        ErrorRecordAccess.RecordOf(exception) = record;
        return ReferenceEquals(exception.ErrorRecord, record);
    }

    private static ErrorRecord ToRecord(FailureDetails details, Exception exception)
    {
        ErrorCategory category = Enum.TryParse(details.Category, out ErrorCategory known) ? known : ErrorCategory.NotSpecified;
        var record = new ErrorRecord(exception, details.ErrorId, category, details.Target);
        if (exception.Message != details.Message)
        {
            record.ErrorDetails = new ErrorDetails(details.Message);
        }

        record.CategoryInfo.Reason = details.Type is { } type ? type[(type.LastIndexOfAny(['.', '+']) + 1)..] : record.CategoryInfo.Reason;
        ErrorRecordAccess.FullId(record) = details.ErrorId;
        ErrorRecordAccess.StackTrace(record) = details.StackTrace ?? "";
        if (details.Line > 0)
        {
            ScriptExtent extent = Extent(details);
            ErrorRecordAccess.SetInvocation(record, InvocationInfo.Create(null!, extent));
            // It survives the invocation of the cmdlet that raises the record. The call above took a copy without it.
            record.InvocationInfo.DisplayScriptPosition = extent;
        }

        return record;
    }

    private static ScriptExtent Extent(FailureDetails details)
    {
        string code = (details.Code ?? "").ReplaceLineEndings("\n");
        int lines = code.Count('\n');
        string[] rows = code.Split('\n');
        int column = Math.Max(1, details.Column);
        // What stood left of the code is not kept; blanks keep the underline in its place.
        var start = new ScriptPosition(details.Script, details.Line, column, new string(' ', column - 1) + rows[0], code);
        int endColumn = lines == 0 ? column + code.Length : rows[^1].Length + 1;
        return new ScriptExtent(start, new ScriptPosition(details.Script, details.Line + lines, endColumn, rows[^1], code));
    }
}
