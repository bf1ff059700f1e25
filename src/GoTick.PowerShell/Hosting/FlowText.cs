using System.Management.Automation.Language;
using System.Text;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Rewrites a text at load: the bodies of <c>finally</c> and <c>clean</c> are skipped while the flow suspends, because PowerShell runs them on any
/// unwinding. The guard stands on the same line, so that every line keeps its number.
/// </summary>
internal static class FlowText
{
    private const string Open = " if (-not [GoTick.Suspension]::IsUnwinding) {";
    private const string Close = "} ";

    public static string Guarded(ScriptBlockAst ast)
    {
        string text = ast.Extent.Text;
        int start = ast.Extent.StartOffset;
        var inserts = new List<(int At, string Text)>();
        foreach (TryStatementAst statement in ast.FindAll(a => a is TryStatementAst { Finally: not null }, true).Cast<TryStatementAst>())
        {
            inserts.Add((statement.Finally.Extent.StartOffset + 1, Open));
            inserts.Add((statement.Finally.Extent.EndOffset - 1, Close));
        }

        foreach (ScriptBlockAst block in ast.FindAll(a => a is ScriptBlockAst { CleanBlock: not null }, true).Cast<ScriptBlockAst>())
        {
            string clean = block.CleanBlock.Extent.Text;
            inserts.Add((block.CleanBlock.Extent.StartOffset + clean.IndexOf('{', StringComparison.Ordinal) + 1, Open));
            inserts.Add((block.CleanBlock.Extent.EndOffset - 1, Close));
        }

        var result = new StringBuilder(text);
        foreach ((int at, string insert) in inserts.OrderByDescending(i => i.At))
        {
            result.Insert(at - start, insert);
        }

        return result.ToString();
    }
}
