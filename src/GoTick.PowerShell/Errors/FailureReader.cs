using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Errors;

/// <summary>Turns PowerShell errors into what the journal keeps.</summary>
internal static class FailureReader
{
    private const int MaxCauses = 8;
    private const int MaxTextLength = 32 * 1024;

    /// <summary>What is kept of an error.</summary>
    /// <param name="record">The error.</param>
    /// <param name="script">The flow, whose texts positions are given in; null outside one.</param>
    /// <param name="thrown">The exception that the record came in; null = the record's own. A record cannot hold the exception that holds it.</param>
    public static FailureDetails Read(ErrorRecord record, FlowScript? script, Exception? thrown = null)
    {
        if (record.Exception is TickStepException { Details: var known })
        {
            return known;
        }

        Exception exception = record.Exception is ParentContainsErrorRecordException && thrown is not null ? thrown : record.Exception;
        InvocationInfo? at = record.InvocationInfo;
        IScriptExtent? extent = at is null ? null : at.DisplayScriptPosition ?? Known(ErrorRecordAccess.Position(at));
        SourceSpan? span = extent is not null
            ? script?.Locate(extent)
            : at is null ? null : script?.Locate(at.ScriptName, at.ScriptLineNumber, at.OffsetInLine, at.Line);
        return new FailureDetails
        {
            ErrorId = Cut(record.FullyQualifiedErrorId),
            Message = Cut(record.ErrorDetails?.Message is { Length: > 0 } shown ? shown : exception.Message),
            Type = exception.GetType().FullName,
            Category = record.CategoryInfo.Category.ToString(),
            Target = TargetText(record.TargetObject),
            Script = span?.File ?? NullIfEmpty(at?.ScriptName),
            Line = span?.Line ?? at?.ScriptLineNumber ?? 0,
            Column = span?.Column ?? at?.OffsetInLine ?? 0,
            Code = NullIfEmpty(CutOrNull(span is null ? extent?.Text ?? at?.Line.Trim() : span.Code?.Trim())),
            StackTrace = NullIfEmpty(CutOrNull(Relative(record.ScriptStackTrace, script))),
            Causes = Causes(exception, 0),
        };
    }

    private static IScriptExtent? Known(IScriptExtent? extent) => extent is { StartLineNumber: > 0, Text.Length: > 0 } ? extent : null;

    private static IReadOnlyList<FailureDetails> Causes(Exception exception, int depth)
    {
        IEnumerable<Exception> inner = exception switch
        {
            AggregateException aggregate => aggregate.InnerExceptions.Take(MaxCauses),
            { InnerException: { } only } => [only],
            _ => [],
        };
        return depth == MaxCauses ? [] : [.. inner.Select(e => Cause(e, depth + 1))];
    }

    private static FailureDetails Cause(Exception exception, int depth) => exception is TickStepException { Details: var known }
        ? known
        : new FailureDetails
        {
            ErrorId = exception is TickException tick ? tick.ErrorId : exception.GetType().Name,
            Message = Cut(exception.Message),
            Type = exception.GetType().FullName,
            Category = exception is TickException { Kind: var kind } ? TickErrors.CategoryOf(kind).ToString() : null,
            Causes = Causes(exception, depth),
        };

    private static string? TargetText(object? target)
    {
        try
        {
            return target is null ? null : CutOrNull(LanguagePrimitives.ConvertTo<string>(target));
        }
        catch (PSInvalidCastException)
        {
            return target!.GetType().FullName;
        }
    }

    private static string? Relative(string? stack, FlowScript? script) =>
        script is null ? stack : stack?.Replace(script.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? CutOrNull(string? text) => text is null ? null : Cut(text);

    private static string Cut(string text) =>
        text.Length <= MaxTextLength ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MaxTextLength)}…");
}
