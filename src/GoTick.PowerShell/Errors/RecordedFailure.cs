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
    public static ErrorRecord ToRecord(FailureDetails details)
    {
        Exception exception = RebuiltException.Of(details);
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
            ErrorRecordAccess.SetInvocation(record, InvocationInfo.Create(null!, Extent(details)));
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
