using System.Linq.Expressions;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Tests.Hosting;

public class BranchScriptTests
{
    // PowerShell compiles a script that ran some thirty times, with the place of each statement, on a thread where an error ends the process.
    [Fact]
    public void Compose_EveryNode_StandsWhereACompilerTakesIt()
    {
        ScriptBlockAst main = Parser.ParseInput("function f { 1 }\n. ./x.ps1\n1..3 | New-TickAsync b { $_; f }", "flow.ps1", out _, out _);
        var block = (ScriptBlockExpressionAst)main.Find(a => a is ScriptBlockExpressionAst, searchNestedScriptBlocks: true);

        ScriptBlock script = BranchScript.Compose(main, main, block.ScriptBlock);

        SymbolDocumentInfo document = Expression.SymbolDocument("flow.ps1");
        Assert.All(
            script.Ast.FindAll(_ => true, searchNestedScriptBlocks: true).Select(a => a.Extent),
            e => Expression.DebugInfo(document, e.StartLineNumber, e.StartColumnNumber, e.EndLineNumber, e.EndColumnNumber));
    }
}
