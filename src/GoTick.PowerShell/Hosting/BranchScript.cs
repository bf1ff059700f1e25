using System.Management.Automation;
using System.Management.Automation.Language;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// Composes what a branch runs: the definitions of the flow, then <c>&amp; { block } @args</c>. The parts keep the places they were parsed at, so error
/// positions, line numbers and <c>$PSScriptRoot</c> are those of the texts, whichever file or function the block stands in.
/// </summary>
internal static class BranchScript
{
    /// <summary>
    /// The variable that a branch takes its item from. A script block has a <c>$_</c> of its own from its start, so that one of the session is never seen.
    /// </summary>
    public const string ItemVariable = "GoTickItem";

    /// <summary>Composes a branch's script from freshly parsed trees, which are used up: no node may come from the flow itself.</summary>
    /// <param name="main">The flow.</param>
    /// <param name="home">The file that the block stands in; the flow's own tree when that is the flow's file.</param>
    /// <param name="block">The block, in <paramref name="home"/>.</param>
    public static ScriptBlock Compose(ScriptBlockAst main, ScriptBlockAst home, ScriptBlockAst block)
    {
        IEnumerable<UsingStatementAst> usings = (home == main ? main.UsingStatements : main.UsingStatements.Concat(home.UsingStatements)).DistinctBy(u => u.Extent.Text);
        StatementAst[] statements = [.. Definitions(main).Select(Silent), TakeItem(block.Extent), Call(block)];
        var root = new ScriptBlockAst(
            main.Extent,
            usings.Select(Copy),
            paramBlock: null,
            new StatementBlockAst(main.Extent, statements, traps: null),
            isFilter: false,
            isConfiguration: false);
        return root.GetScriptBlock();
    }

    private static IEnumerable<StatementAst> Definitions(ScriptBlockAst main) =>
        new[] { main.BeginBlock, main.ProcessBlock, main.EndBlock }.OfType<NamedBlockAst>().SelectMany(b => b.Statements).Where(IsDefinition);

    // What a dot-sourced file writes is not the branch's output.
    private static StatementAst Silent(StatementAst definition) => definition is PipelineAst
        ? new AssignmentStatementAst(
            definition.Extent, new VariableExpressionAst(definition.Extent, "null", splatted: false), TokenKind.Equals, AstAccess.Detached(definition), definition.Extent)
        : AstAccess.Detached(definition);

    private static bool IsDefinition(StatementAst statement) => statement switch
    {
        FunctionDefinitionAst or TypeDefinitionAst => true,
        PipelineAst { PipelineElements: [CommandAst command] } =>
            (command.InvocationOperator == TokenKind.Dot || FileReference.IsImportModule(command))
            && command.CommandElements.All(ConstantExpression.IsConstant),
        _ => false,
    };

    private static AssignmentStatementAst TakeItem(IScriptExtent at) => new(
        at,
        new VariableExpressionAst(at, "_", splatted: false),
        TokenKind.Equals,
        new PipelineAst(at, new CommandExpressionAst(at, new VariableExpressionAst(at, ItemVariable, splatted: false), redirections: null), background: false),
        at);

    private static PipelineAst Call(ScriptBlockAst block)
    {
        // The call stands in no file, as the call of a flow's own body does: that is how a failure to bind the arguments is told from one in the script. Its line is 1 and not 0: PowerShell compiles what runs often, and ends the
        // process over a line 0.
        var nowhere = new ScriptExtent(new ScriptPosition(null, 1, 1, ""), new ScriptPosition(null, 1, 1, ""));
        var body = new ScriptBlockExpressionAst(block.Extent, (ScriptBlockAst)block.Copy());
        var args = new VariableExpressionAst(nowhere, "args", splatted: true);
        return new PipelineAst(nowhere, new CommandAst(nowhere, [body, args], TokenKind.Ampersand, redirections: null), background: false);
    }

    // UsingStatementAst.Copy() of 7.6 keeps its children's parent and throws.
    private static UsingStatementAst Copy(UsingStatementAst use) => use switch
    {
        { Alias: { } alias, ModuleSpecification: { } table } =>
            new UsingStatementAst(use.Extent, (StringConstantExpressionAst)alias.Copy(), (HashtableAst)table.Copy()),
        { ModuleSpecification: { } table } => new UsingStatementAst(use.Extent, (HashtableAst)table.Copy()),
        { Alias: { } alias } =>
            new UsingStatementAst(use.Extent, use.UsingStatementKind, (StringConstantExpressionAst)use.Name.Copy(), (StringConstantExpressionAst)alias.Copy()),
        _ => new UsingStatementAst(use.Extent, use.UsingStatementKind, (StringConstantExpressionAst)use.Name.Copy()),
    };
}
