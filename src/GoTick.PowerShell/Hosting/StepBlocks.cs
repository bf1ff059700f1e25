using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using System.Text;

namespace GoTick.PowerShell.Hosting;

/// <summary>Blocks in which <c>$using:x</c> reads <c>$x</c>: steps see the flow's variables anyway, branches have them injected.</summary>
internal static class StepBlocks
{
    // By AST: a flow's text is compiled once, each evaluation of a block literal makes another ScriptBlock of the same AST.
    private static readonly ConditionalWeakTable<Ast, StrongBox<ScriptBlock?>> Rewritten = [];

    /// <summary>The block to run for a step, bound to where it was written.</summary>
    public static ScriptBlock ForStep(ScriptBlock block, SessionState session)
    {
        ScriptBlock? rewritten = Rewritten.GetValue(block.Ast, ast => new StrongBox<ScriptBlock?>(Rewrite((ScriptBlockAst)ast))).Value;
        return rewritten is null ? block : (block.Module ?? session.Module)?.NewBoundScriptBlock(rewritten) ?? rewritten;
    }

    /// <summary>The block by itself, bound to no session.</summary>
    public static ScriptBlock Detached(ScriptBlockAst block) => Rewrite(block) ?? block.GetScriptBlock();

    /// <summary>The variables that a block names by <c>$using:</c>, once each, without those of blocks that PowerShell itself sends elsewhere.</summary>
    public static IReadOnlyList<string> UsingVariables(ScriptBlock block) =>
        [.. Uses((ScriptBlockAst)block.Ast).Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static ScriptBlock? Rewrite(ScriptBlockAst block)
    {
        UsingExpressionAst[] uses = [.. Uses(block)];
        if (uses.Length == 0)
        {
            return null;
        }

        string text = block.Extent.Text;
        var body = new StringBuilder(text);
        foreach (UsingExpressionAst use in uses.OrderByDescending(u => u.Extent.StartOffset))
        {
            int prefix = use.Extent.Text.IndexOf("using:", StringComparison.OrdinalIgnoreCase);
            body.Remove(use.Extent.StartOffset - block.Extent.StartOffset + prefix, "using:".Length);
        }

        if (text.StartsWith('{'))
        {
            body[0] = ' ';
            body.Length--;
        }

        // Blank lines before it keep the line numbers; columns after a $using: on the same line are six less.
        string lines = new('\n', Math.Max(0, block.Extent.StartLineNumber - 1));
        string indent = new(' ', Math.Max(0, block.Extent.StartColumnNumber - 1));
        return FlowSource.Parse(lines + indent + body, block.Extent.File).GetScriptBlock();
    }

    private static IEnumerable<UsingExpressionAst> Uses(ScriptBlockAst block) =>
        block.FindAll(a => a is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>().Where(u => !IsSentElsewhere(u, block));

    // ForEach-Object -Parallel, jobs and remoting capture their own $using: values.
    private static bool IsSentElsewhere(Ast use, ScriptBlockAst block)
    {
        for (Ast? at = use.Parent; at is not null && at != block; at = at.Parent)
        {
            if (at is ScriptBlockExpressionAst { Parent: CommandAst command } && Sends(command))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Sends(CommandAst command) => command.GetCommandName()?.ToLowerInvariant() switch
    {
        "foreach-object" or "%" or "foreach" => command.CommandElements.OfType<CommandParameterAst>()
            .Any(p => p.ParameterName.Length > 1 && "parallel".StartsWith(p.ParameterName, StringComparison.OrdinalIgnoreCase)),
        "start-job" or "start-threadjob" or "invoke-command" or "icm" or "sajb" => true,
        "new-tickasync" or "invoke-tickparallel" => true,
        _ => false,
    };

    private static string NameOf(UsingExpressionAst use)
    {
        string path = UsingExpressionAst.ExtractUsingVariable(use).VariablePath.UserPath;
        return path.StartsWith("using:", StringComparison.OrdinalIgnoreCase) ? path["using:".Length..] : path;
    }
}
