using System.Globalization;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>A flow read from its file: its version (with the helpers that it names by constant paths) and what its text declares.</summary>
internal sealed record FlowSource(string Path, FlowVersion Version, FlowDefinition Definition)
{
    /// <summary>Reads a flow. Nothing is executed.</summary>
    /// <param name="path">The <c>.ps1</c>.</param>
    /// <param name="root">The flows folder, which names the flow; null = named by its file.</param>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>, <c>TickFlowSyntaxError</c>.</exception>
    public static FlowSource Read(string path, string? root)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new TickException(TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no flow file '{path}'.") { Target = path };
        }

        string folder = System.IO.Path.GetDirectoryName(full)!;
        string text = File.ReadAllText(full);
        ScriptBlockAst ast = Parse(text, full);
        var helpers = new Dictionary<string, FlowFile>(StringComparer.Ordinal);
        HelperFiles.Collect(ast, folder, folder, helpers);
        var version = FlowVersion.Of(new FlowFile(System.IO.Path.GetFileName(full), text), helpers.Values);
        string byPath = System.IO.Path.ChangeExtension(root is null ? System.IO.Path.GetFileName(full) : System.IO.Path.GetRelativePath(root, full), null)
            .Replace('\\', '/');
        (string? name, FlowSettings settings) = FlowAttributes.Read(ast, full);
        return new FlowSource(full, version, new FlowDefinition
        {
            Name = name ?? byPath,
            Version = version.Hash,
            Settings = settings,
            Parameters = FlowParameters.Read(ast),
        });
    }

    /// <exception cref="TickException"><c>TickFlowSyntaxError</c> with file, line and column.</exception>
    public static ScriptBlockAst Parse(string text, string path)
    {
        ScriptBlockAst ast = Parser.ParseInput(text, path, out _, out ParseError[] errors);
        // Types that only a module or assembly brings are not known yet: not the text's fault.
        ParseError? first = errors.FirstOrDefault(e => e.ErrorId != "TypeNotFound");
        return first is null
            ? ast
            : throw Syntax(path, first.Extent.StartLineNumber, first.Extent.StartColumnNumber, first.Message);
    }

    public static TickException Syntax(string path, int line, int column, string message) => new(
        TickErrorId.FlowSyntaxError, TickErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"{path}:{line}:{column}: {message}"))
    { Target = path };
}
