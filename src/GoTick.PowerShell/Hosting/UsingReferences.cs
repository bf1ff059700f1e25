using System.Management.Automation.Language;

namespace GoTick.PowerShell.Hosting;

/// <summary>Finds the <c>$using:</c> expressions that belong to a block and not to a block inside it that runs elsewhere.</summary>
internal static class UsingReferences
{
    private const string Scope = "using:";

    private static readonly HashSet<string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "Start-Job", "sajb", "Start-ThreadJob", "Invoke-Command", "icm", "New-TickAsync", "Invoke-TickParallel",
    };

    private static readonly HashSet<string> ForEach = new(StringComparer.OrdinalIgnoreCase) { "ForEach-Object", "foreach", "%" };

    /// <summary>The expressions, in the order of the text.</summary>
    public static IEnumerable<UsingExpressionAst> In(Ast block) =>
        block.FindAll(a => a is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>().Where(u => BelongsTo(u, block));

    /// <summary>The names of their variables, each once.</summary>
    public static IReadOnlyList<string> Names(Ast block) =>
    [
        .. In(block).Select(u => UsingExpressionAst.ExtractUsingVariable(u).VariablePath.UserPath).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The edits that make <c>$using:x</c> read <c>$x</c>.</summary>
    public static IEnumerable<TextEdit> Edits(Ast block)
    {
        foreach (UsingExpressionAst expression in In(block))
        {
            // Behind "$", "${", "@": nowhere else.
            int at = expression.Extent.Text.IndexOf(Scope, StringComparison.OrdinalIgnoreCase);
            if (at is 1 or 2)
            {
                yield return new TextEdit(expression.Extent.StartOffset + at, Scope.Length, "");
            }
        }
    }

    private static bool BelongsTo(UsingExpressionAst expression, Ast block)
    {
        for (Ast? node = expression.Parent; node is not null && node != block; node = node.Parent)
        {
            if (node is ScriptBlockExpressionAst nested && nested.ScriptBlock != block && RunsElsewhere(nested))
            {
                return false;
            }
        }

        return true;
    }

    private static bool RunsElsewhere(ScriptBlockExpressionAst nested)
    {
        CommandAst? command = nested.Parent as CommandAst ?? (nested.Parent as CommandParameterAst)?.Parent as CommandAst;
        if (command?.GetCommandName() is not { } name)
        {
            return false;
        }

        string bare = name[(name.LastIndexOf('\\') + 1)..];
        return Elsewhere.Contains(bare)
            || (ForEach.Contains(bare)
                && command.CommandElements.OfType<CommandParameterAst>().Any(p => p.ParameterName.Length >= 2 && "Parallel".StartsWith(p.ParameterName, StringComparison.OrdinalIgnoreCase)));
    }
}
