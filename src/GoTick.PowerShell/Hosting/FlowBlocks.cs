using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The blocks of a flow's texts that run by themselves: branches, and the evaluation of defaults. A block is named by its place in the text as its author
/// wrote it, so that workers of different releases, which may rewrite texts differently, mean the same block.
/// </summary>
internal sealed class FlowBlocks
{
    // Blocks made at run time may be without number; those written in the texts are not.
    private const int MaxTextBlocks = 256;

    private readonly FlowVersion _version;
    private readonly IReadOnlyDictionary<string, TextEdits> _texts;
    private readonly string _folder;
    private readonly ConcurrentDictionary<BlockReference, Lazy<ScriptBlock>> _branches = new();
    private readonly ConditionalWeakTable<Ast, BranchText> _branchTexts = [];
    private readonly Lazy<ScriptBlock?> _defaults;
    private int _textBlocks;

    /// <summary>The blocks of a version.</summary>
    public FlowBlocks(FlowVersion version, IReadOnlyDictionary<string, TextEdits> texts, string folder, ScriptBlockAst main)
    {
        _version = version;
        _texts = texts;
        _folder = folder;
        _defaults = new Lazy<ScriptBlock?>(() => DefaultsScript.Of(main));
    }

    /// <summary>Evaluates the parameters' defaults and gives those that are not constant as a dictionary; null when all are constant.</summary>
    public ScriptBlock? Defaults => _defaults.Value;

    /// <summary>The name under which any worker finds a branch's block again.</summary>
    /// <param name="block">The block: from this flow's texts, from a branch of it, or made at run time.</param>
    public BlockReference Reference(ScriptBlock block)
    {
        IScriptExtent extent = block.Ast.Extent;
        if (RelativePath(extent.File) is { } path && TextOf(block.Ast, path) is { } text)
        {
            int start = extent.StartOffset;
            int end = extent.EndOffset;
            bool isThere = end <= text.Edited.Length && text.Edited[start] == '{' && text.Edited.AsSpan(start, end - start).SequenceEqual(extent.Text);
            if (isThere)
            {
                int from = text.ToOriginal(start);
                return new BlockReference { File = path, Offset = from, Length = text.ToOriginal(end - 1) + 1 - from };
            }
        }

        return new BlockReference { Text = WrittenOut(block.Ast) };
    }

    /// <summary>
    /// What a branch runs, bound to no session: the flow's definitions, then its block with <c>@args</c>. <c>$_</c> comes from
    /// <see cref="BranchScript.ItemVariable"/>, the <c>$using:</c> values from variables of the session.
    /// </summary>
    /// <exception cref="TickException"><c>TickNonDeterminism</c>: the version holds no block at that place.</exception>
    public ScriptBlock Branch(BlockReference reference)
    {
        if (reference.Text is not null && Interlocked.Increment(ref _textBlocks) > MaxTextBlocks)
        {
            foreach (BlockReference old in _branches.Keys.Where(k => k.Text is not null))
            {
                _branches.TryRemove(old, out _);
            }

            Volatile.Write(ref _textBlocks, 0);
        }

        return _branches.GetOrAdd(reference, key => new Lazy<ScriptBlock>(() => Make(key))).Value;
    }

    /// <summary>The path of one of the version's materialised files in the version; null for any other file.</summary>
    public string? RelativePath(string? file) =>
        file is not null && file.Length > _folder.Length && file.StartsWith(_folder, StringComparison.Ordinal)
            ? file[(_folder.Length + 1)..].Replace('\\', '/')
            : null;

    private static string WrittenOut(Ast ast) => ast switch
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

    private ScriptBlock Make(BlockReference reference)
    {
        string mainPath = _version.Main.Path;
        string path = reference.File ?? mainPath;
        TextEdits text = _texts.GetValueOrDefault(path) ?? throw NoBlock(reference);
        // A block that is in no text stands behind the flow's: its lines are none of the flow's.
        string original = reference.Text is { } written ? $"{text.Original}\n{written}" : text.Original;
        int offset = reference.Text is null ? reference.Offset : text.Original.Length + 1;
        string full = Path.Combine(_folder, path);
        ScriptBlockAst plain = Parser.ParseInput(original, full, out _, out _);
        ScriptBlockAst block = At(plain, offset) ?? throw NoBlock(reference);
        var edits = new TextEdits(original, UnwindGuard.Edits(plain, original).Concat(UsingReferences.Edits(block)));
        ScriptBlockAst home = FlowText.Parse(edits.Edited, full);
        ScriptBlockAst main = path == mainPath ? home : FlowText.Parse(_texts[mainPath].Edited, Path.Combine(_folder, mainPath));
        ScriptBlockAst body = At(home, edits.ToEdited(offset)) ?? throw NoBlock(reference);
        ScriptBlock script = BranchScript.Compose(main, home, body);
        _branchTexts.Add(script.Ast, new BranchText(path, edits));
        return script;
    }

    private static ScriptBlockAst? At(ScriptBlockAst root, int offset) =>
        (root.Find(a => a is ScriptBlockExpressionAst && a.Extent.StartOffset == offset, searchNestedScriptBlocks: true) as ScriptBlockExpressionAst)?.ScriptBlock;

    private TickException NoBlock(BlockReference reference) =>
        new(
            TickErrorId.NonDeterminism,
            TickErrorKind.Internal,
            $"Flow version {_version.Hash[..12]} holds no script block at {reference.File ?? "the text of the branch"}, offset {reference.Offset}.");

    private sealed record BranchText(string Path, TextEdits Text);
}
