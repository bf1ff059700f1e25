using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Puts a guard around each <c>finally</c> and <c>clean</c> body of a text: PowerShell runs them on any unwind, and a suspension is not the end of
/// the block. An <c>if</c> is no scope and no loop, so <c>break</c>, <c>exit</c>, <c>trap</c> and variables mean what they meant.
/// </summary>
internal static class UnwindGuard
{
    private const string Opening = "if(-not [GoTick.Suspension]::IsUnwinding){";
    private const string Closing = "}";

    /// <summary>A file of a version with its guards; a file that is no script as it is.</summary>
    public static TextEdits Guard(FlowFile file)
    {
        bool isScript = file.Path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".psm1", StringComparison.OrdinalIgnoreCase);
        // Errors are left to the parse that follows at the right path, where relative modules are found.
        return new TextEdits(file.Text, isScript ? Edits(Parser.ParseInput(file.Text, out _, out _), file.Text) : []);
    }

    /// <summary>The edits that guard a text.</summary>
    public static IEnumerable<TextEdit> Edits(ScriptBlockAst ast, string text)
    {
        foreach (Ast node in ast.FindAll(a => a is TryStatementAst { Finally: not null } or ScriptBlockAst { CleanBlock: not null }, searchNestedScriptBlocks: true))
        {
            (int open, int close) = node switch
            {
                TryStatementAst { Finally: { } body } => (body.Extent.StartOffset, body.Extent.EndOffset - 1),
                ScriptBlockAst { CleanBlock: { } body } => (OpeningBrace(body, text), body.Extent.EndOffset - 1),
                _ => (-1, -1),
            };
            if (open >= 0 && text[open] == '{' && text[close] == '}')
            {
                yield return new TextEdit(open + 1, 0, Opening);
                yield return new TextEdit(close, 0, Closing);
            }
        }
    }

    // Between the keyword and its brace stand only blanks and comments; a comment may hold a brace of its own.
    private static int OpeningBrace(NamedBlockAst body, string text)
    {
        Parser.ParseInput(text[body.Extent.StartOffset..body.Extent.EndOffset], out Token[] tokens, out _);
        Token? brace = tokens.FirstOrDefault(t => t.Kind == TokenKind.LCurly);
        return brace is null ? -1 : body.Extent.StartOffset + brace.Extent.StartOffset;
    }
}
