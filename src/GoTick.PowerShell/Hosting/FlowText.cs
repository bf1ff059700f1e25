using System.Management.Automation.Language;
using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Reads and parses the texts of flows.</summary>
internal static class FlowText
{
    /// <summary>A file's text: by its byte order mark, else UTF-8, as PowerShell reads scripts. No BOM, LF line endings.</summary>
    /// <exception cref="TickException"><c>TickFlowNotFound</c> when it cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return FlowFile.Normalized(reader.ReadToEnd());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"The script '{path}' cannot be read: {e.Message}", e) { Target = path };
        }
    }

    /// <summary>Parses a text; nothing of it is executed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Its full path: error positions show it, relative <c>using module</c> paths start there; null = it has none.</param>
    /// <exception cref="TickException"><c>TickFlowSyntaxError</c> with every error of the parser.</exception>
    public static ScriptBlockAst Parse(string text, string? path)
    {
        ScriptBlockAst ast = Parser.ParseInput(text, path, out _, out ParseError[] found);
        // Types that only a module or an assembly brings are not known yet: not the text's fault.
        ParseError[] errors = [.. found.Where(e => e.ErrorId != "TypeNotFound")];
        if (errors.Length == 0)
        {
            return ast;
        }

        IEnumerable<string> lines = errors.Select(e => $"{Path.GetFileName(path) ?? "text"}:{e.Extent.StartLineNumber}:{e.Extent.StartColumnNumber}: {e.Message}");
        throw new TickException(
            TickErrorId.FlowSyntaxError,
            TickErrorKind.InvalidInput,
            $"The script '{path ?? "text"}' cannot be parsed.{Environment.NewLine}{string.Join(Environment.NewLine, lines)}")
        { Target = path };
    }

    /// <summary>An error about one place of a script.</summary>
    public static TickException ErrorAt(IScriptExtent where, string message) =>
        new(
            TickErrorId.FlowSyntaxError,
            TickErrorKind.InvalidInput,
            $"{Path.GetFileName(where.File)}:{where.StartLineNumber}:{where.StartColumnNumber}: {message}")
        { Target = where.File };
}
