using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>One version of a flow, ready to run: rewritten, materialised, parsed once. Thread-safe; made once a version and process.</summary>
internal sealed class FlowScript
{
    // Blocks made at run time may be without number; those written in the texts are not.
    private const int MaxTextBlocks = 256;

    private static readonly ConditionalWeakTable<ScriptBlockAst, ScriptBlock> StepBlocks = [];

    private readonly FlowVersion _version;
    private readonly Dictionary<string, TextEdits> _texts;
    private readonly ConcurrentDictionary<BlockReference, Lazy<ScriptBlock>> _branches = new();
    private readonly ConditionalWeakTable<Ast, BranchText> _branchTexts = [];
    private int _textBlocks;

    private FlowScript(FlowVersion version, Dictionary<string, TextEdits> texts, string folder, ScriptBlockAst main)
    {
        _version = version;
        _texts = texts;
        Folder = folder;
        Block = main.GetScriptBlock();
        Parameters = ParameterReader.Read(main);
        Requirements = main.ScriptRequirements;
    }

    /// <summary>The flow, bound to no session state; shared by all slots.</summary>
    public ScriptBlock Block { get; }

    /// <summary>The parameters of its <c>param()</c> block.</summary>
    public IReadOnlyList<FlowParameter> Parameters { get; }

    /// <summary>The full path of the folder that its files are materialised in.</summary>
    public string Folder { get; }

    /// <summary>What its <c>#Requires</c> lines demand; null when there are none.</summary>
    public ScriptRequirements? Requirements { get; }

    private string MainPath => PathOf(_version.Main.Path);

    /// <summary>Loads a version.</summary>
    /// <param name="version">The texts.</param>
    /// <param name="cacheRoot">Where to materialise them, in <c>cacheRoot/hash</c>.</param>
    /// <exception cref="TickException"><c>TickFlowSyntaxError</c>, <c>TickFlowTextMismatch</c>.</exception>
    public static FlowScript Load(FlowVersion version, string cacheRoot)
    {
        TickTypeAccelerators.Register();
        Dictionary<string, TextEdits> texts = version.Files.ToDictionary(f => f.Path, Rewritten, StringComparer.Ordinal);
        string folder = MaterialisedFiles.Write(version, texts.ToDictionary(t => t.Key, t => t.Value.Edited), cacheRoot);
        ScriptBlockAst main = FlowText.Parse(texts[version.Main.Path].Edited, Path.Combine(folder, version.Main.Path));
        return new FlowScript(version, texts, folder, main);
    }

    /// <summary>The variables that a block names with <c>$using:</c>, in the order of the text; not those of blocks inside it that run elsewhere.</summary>
    public static IReadOnlyList<string> UsingVariables(ScriptBlock block) => UsingReferences.Names(block.Ast);

    /// <summary>The name under which any worker finds a branch's block again.</summary>
    /// <param name="block">The block, from this flow's texts, from a branch of it, or made at run time.</param>
    /// <param name="script">The flow.</param>
    public static BlockReference Reference(ScriptBlock block, FlowScript script) => script.ReferenceTo(block);

    /// <summary>A block that reads <c>$using:x</c> as <c>$x</c>, for steps, which run in the flow's scope; the same block when it has none.</summary>
    public static ScriptBlock StepBlock(ScriptBlock block)
    {
        if (block.Ast is not ScriptBlockAst ast)
        {
            return block;
        }

        ScriptBlock shared = StepBlocks.GetValue(ast, key => UsingReferences.In(key).Any() ? WithoutUsing(key) : block);
        // The rewritten block must see the session state of the given one, which a run makes anew each time.
        return ReferenceEquals(shared.Ast, ast) ? block : block.Module?.NewBoundScriptBlock(shared) ?? shared;
    }

    /// <summary>What a branch runs: the flow's definitions, then its block with <c>@args</c>; <c>$_</c> and the <c>$using:</c> values are variables.</summary>
    /// <exception cref="TickException"><c>TickNonDeterminism</c>: the version holds no block at that place.</exception>
    public ScriptBlock BranchBlock(BlockReference reference)
    {
        if (reference.Text is not null && Interlocked.Increment(ref _textBlocks) > MaxTextBlocks)
        {
            foreach (BlockReference old in _branches.Keys.Where(k => k.Text is not null))
            {
                _branches.TryRemove(old, out _);
            }

            Volatile.Write(ref _textBlocks, 0);
        }

        return _branches.GetOrAdd(reference, key => new Lazy<ScriptBlock>(() => MakeBranch(key))).Value;
    }

    /// <summary>A place of the running script in the terms of the version: the file's path in it, the line, the column and the text as written.</summary>
    /// <returns>Null when the place is not in this version's files.</returns>
    public SourceSpan? Locate(IScriptExtent extent) => Locate(extent.File, extent.StartLineNumber, extent.StartColumnNumber, extent.Text);

    /// <summary>The same from a line and a column, for positions that lost their offsets.</summary>
    public SourceSpan? Locate(string? file, int line, int column, string? code)
    {
        if (RelativePath(file) is not { } path || !_texts.TryGetValue(path, out TextEdits? text) || line < 1)
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

    private static TextEdits Rewritten(FlowFile file)
    {
        bool isScript = file.Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase);
        return isScript ? Rewritten(file.Text) : new TextEdits(file.Text, []);
    }

    // Errors are left to the parse that follows at the right path, where relative modules are found.
    private static TextEdits Rewritten(string text) => new(text, UnwindGuard.Edits(Parser.ParseInput(text, out _, out _), text));

    private static ScriptBlock WithoutUsing(ScriptBlockAst block)
    {
        IScriptExtent extent = block.Extent;
        // Blanks in front keep line and column of the start.
        string lead = new string('\n', extent.StartLineNumber - 1) + new string(' ', extent.StartColumnNumber - 1);
        IEnumerable<TextEdit> edits = UsingReferences.Edits(block).Select(e => e with { Offset = e.Offset - extent.StartOffset });
        string text = lead + new TextEdits(extent.Text, edits).Edited;
        ScriptBlockAst parsed = FlowText.Parse(text, extent.File ?? "");
        return BracedIn(parsed, lead.Length, extent.Text.Length)?.GetScriptBlock() ?? parsed.GetScriptBlock();
    }

    private static ScriptBlockAst? BracedIn(ScriptBlockAst root, int offset, int length) =>
        (root.Find(a => a is ScriptBlockExpressionAst && a.Extent.StartOffset == offset && (length < 0 || a.Extent.EndOffset == offset + length), searchNestedScriptBlocks: true)
            as ScriptBlockExpressionAst)?.ScriptBlock;

    private string PathOf(string relative) => Path.Combine(Folder, relative);

    private string? RelativePath(string? file) =>
        file is not null && file.StartsWith(Folder, StringComparison.Ordinal) && file.Length > Folder.Length
            ? file[(Folder.Length + 1)..].Replace('\\', '/')
            : null;

    private BlockReference ReferenceTo(ScriptBlock block)
    {
        IScriptExtent extent = block.Ast.Extent;
        if (RelativePath(extent.File) is { } path && TextOf(block.Ast, path) is { } text)
        {
            int start = extent.StartOffset;
            int end = extent.EndOffset;
            bool isThere = end <= text.Edited.Length && text.Edited.AsSpan(start, end - start).SequenceEqual(extent.Text) && text.Edited[start] == '{';
            if (isThere)
            {
                int from = text.ToOriginal(start);
                return new BlockReference { File = path, Offset = from, Length = text.ToOriginal(end - 1) + 1 - from };
            }
        }

        return new BlockReference { Text = TextOf(block.Ast) };
    }

    private static string TextOf(Ast ast) => ast switch
    {
        FunctionDefinitionAst function => $"{{{function.Extent.Text}\n{function.Name} @args}}",
        { Parent: null } => $"{{{ast.Extent.Text}\n}}",
        _ => ast.Extent.Text,
    };

    private TextEdits? TextOf(Ast ast, string path)
    {
        Ast root = ast;
        while (root.Parent is not null)
        {
            root = root.Parent;
        }

        return _branchTexts.TryGetValue(root, out BranchText? branch) && branch.Path == path ? branch.Text : _texts.GetValueOrDefault(path);
    }

    private ScriptBlock MakeBranch(BlockReference reference)
    {
        string path = reference.File ?? _version.Main.Path;
        if (!_texts.TryGetValue(path, out TextEdits? text))
        {
            throw NoBlock(reference);
        }

        string original = reference.Text is null ? text.Original : Appended(text.Original, reference.Text, out reference);
        ScriptBlockAst plain = Parser.ParseInput(original, PathOf(path), out _, out _);
        ScriptBlockAst block = BracedIn(plain, reference.Offset, reference.Length) ?? throw NoBlock(reference);
        var edits = new TextEdits(original, UnwindGuard.Edits(plain, original).Concat(UsingReferences.Edits(block)));
        ScriptBlockAst home = FlowText.Parse(edits.Edited, PathOf(path));
        ScriptBlockAst main = path == _version.Main.Path ? home : FlowText.Parse(_texts[_version.Main.Path].Edited, MainPath);
        ScriptBlockAst body = BracedIn(home, edits.ToEdited(reference.Offset), -1) ?? throw NoBlock(reference);
        ScriptBlock script = BranchScript.Compose(main, home, body);
        _branchTexts.Add(script.Ast, new BranchText(path, edits));
        return script;
    }

    private static string Appended(string main, string text, out BlockReference reference)
    {
        string whole = $"{main}\n{text}";
        reference = new BlockReference { Text = text, Offset = main.Length + 1, Length = text.Length };
        return whole;
    }

    private TickException NoBlock(BlockReference reference) =>
        new(
            TickErrorId.NonDeterminism,
            TickErrorKind.Internal,
            $"Flow version {_version.Hash[..12]} holds no script block at {reference.File ?? "the text of the branch"}, offset {reference.Offset}.");

    private sealed record BranchText(string Path, TextEdits Text);
}
