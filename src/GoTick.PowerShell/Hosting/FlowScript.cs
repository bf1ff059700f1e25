using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>One version of a flow, ready to run: rewritten, materialised, parsed once. Thread-safe; made once a version and process.</summary>
internal sealed class FlowScript
{
    private readonly IReadOnlyDictionary<string, TextEdits> _texts;

    private FlowScript(FlowVersion version, IReadOnlyDictionary<string, TextEdits> texts, string folder, ScriptBlockAst main)
    {
        _texts = texts;
        Folder = folder;
        Ast = main;
        Block = main.GetScriptBlock();
        Parameters = ParameterReader.Read(main);
        Blocks = new FlowBlocks(version, texts, folder, main);
    }

    /// <summary>The full path of the folder that its files are materialised in; <c>$PSScriptRoot</c>.</summary>
    public string Folder { get; }

    /// <summary>The flow's syntax tree, of the rewritten text.</summary>
    public ScriptBlockAst Ast { get; }

    /// <summary>The flow, bound to no session: each run binds it to a module of its own; shared by all slots.</summary>
    public ScriptBlock Block { get; }

    /// <summary>The parameters of its <c>param()</c> block.</summary>
    public IReadOnlyList<FlowParameter> Parameters { get; }

    /// <summary>The blocks that run by themselves.</summary>
    public FlowBlocks Blocks { get; }

    /// <summary>What its <c>#Requires</c> lines demand; null when there are none.</summary>
    public ScriptRequirements? Requirements => Ast.ScriptRequirements;

    /// <summary>Loads a version.</summary>
    /// <param name="version">The texts.</param>
    /// <param name="cacheRoot">A folder of this user's own; the texts are materialised in <c>cacheRoot/hash</c>.</param>
    /// <exception cref="TickException"><c>TickFlowSyntaxError</c>, <c>TickFlowTextMismatch</c>.</exception>
    public static FlowScript Load(FlowVersion version, string cacheRoot)
    {
        TickTypeAccelerators.Register();
        Dictionary<string, TextEdits> texts = version.Files.ToDictionary(f => f.Path, UnwindGuard.Guard, StringComparer.Ordinal);
        string folder = MaterialisedFiles.Write(version, texts.ToDictionary(t => t.Key, t => t.Value.Edited), cacheRoot);
        ScriptBlockAst main = FlowText.Parse(texts[version.Main.Path].Edited, Path.Combine(folder, version.Main.Path));
        return new FlowScript(version, texts, folder, main);
    }

    /// <summary>A place of the running script in the terms of the version: the file's path in it, the line, the column and the text as written.</summary>
    /// <returns>Null when the place is not in this version's files.</returns>
    public SourceSpan? Locate(IScriptExtent extent) => Locate(extent.File, extent.StartLineNumber, extent.StartColumnNumber, extent.Text);

    /// <summary>The same from a line and a column, for positions that lost their offsets.</summary>
    public SourceSpan? Locate(string? file, int line, int column, string? code)
    {
        if (Blocks.RelativePath(file) is not { } path || !_texts.TryGetValue(path, out TextEdits? text) || line < 1)
        {
            return null;
        }

        int start = LineStart(text.Edited, line) + Math.Max(0, column - 1);
        int from = text.ToOriginal(Math.Min(start, text.Edited.Length));
        int lineStart = LineStart(text.Original, line);
        bool isSame = code is { Length: > 0 } && string.CompareOrdinal(text.Edited, start, code, 0, code.Length) == 0;
        string? written = isSame ? text.Original[from..Math.Max(from, text.ToOriginal(start + code!.Length))] : code;
        return new SourceSpan(path, line, from - lineStart + 1, written);
    }

    private static int LineStart(string text, int line)
    {
        int at = 0;
        for (int i = 1; i < line; i++)
        {
            int end = text.IndexOf('\n', at);
            if (end < 0)
            {
                return text.Length;
            }

            at = end + 1;
        }

        return at;
    }
}
