using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;

namespace GoTick.PowerShell.Hosting;

/// <summary>Blocks of steps, in which <c>$using:x</c> reads <c>$x</c>: steps see the flow's variables anyway.</summary>
internal static class StepBlocks
{
    // By tree: a flow's text is compiled once, each evaluation of a block literal makes another ScriptBlock of the same tree.
    private static readonly ConditionalWeakTable<Ast, StrongBox<ScriptBlock?>> Rewritten = [];

    /// <summary>The block to run for a step, bound to where it was written; the same one when it names nothing by <c>$using:</c>.</summary>
    public static ScriptBlock ForStep(ScriptBlock block, SessionState session)
    {
        ScriptBlock? rewritten = Rewritten.GetValue(block.Ast, ast => new StrongBox<ScriptBlock?>(WithoutUsing(ast))).Value;
        return rewritten is null ? block : (block.Module ?? session.Module)?.NewBoundScriptBlock(rewritten) ?? rewritten;
    }

    /// <summary>The variables that a block names by <c>$using:</c>, once each, in the order of the text; not those of blocks inside it that run elsewhere.</summary>
    public static IReadOnlyList<string> UsingVariables(ScriptBlock block) => UsingReferences.Names(block.Ast);

    private static ScriptBlock? WithoutUsing(Ast block)
    {
        IScriptExtent extent = block.Extent;
        TextEdit[] edits = [.. UsingReferences.Edits(block).Select(e => e with { Offset = e.Offset - extent.StartOffset })];
        if (edits.Length == 0)
        {
            return null;
        }

        // Blanks in front keep line and column of the start; columns behind a $using: on its line are six less.
        string lead = new string('\n', extent.StartLineNumber - 1) + new string(' ', extent.StartColumnNumber - 1);
        ScriptBlockAst parsed = FlowText.Parse(lead + new TextEdits(extent.Text, edits).Edited, extent.File);
        var braced = (ScriptBlockExpressionAst?)parsed.Find(a => a is ScriptBlockExpressionAst && a.Extent.StartOffset == lead.Length, searchNestedScriptBlocks: false);
        return (extent.Text.StartsWith('{') ? braced?.ScriptBlock : null)?.GetScriptBlock() ?? parsed.GetScriptBlock();
    }
}
