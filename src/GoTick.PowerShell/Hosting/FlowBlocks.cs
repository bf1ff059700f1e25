using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Hosting;

/// <summary>The blocks of a flow's texts that run by themselves: branches, what a branch knows of its flow, and the evaluation of defaults.</summary>
internal sealed class FlowBlocks
{
    private readonly string _folder;
    private readonly ScriptBlockAst _ast;
    private readonly ConcurrentDictionary<BlockReference, ScriptBlock> _branches = new();
    private readonly ConcurrentDictionary<string, ScriptBlockAst> _files = new(StringComparer.Ordinal);
    private readonly Lazy<ScriptBlock?> _prelude;
    private readonly Lazy<ScriptBlock?> _defaults;

    public FlowBlocks(string folder, ScriptBlockAst ast)
    {
        _folder = folder;
        _ast = ast;
        _files[Relative(ast.Extent.File!)] = ast;
        _prelude = new Lazy<ScriptBlock?>(() => Only(ast, IsDefinition, ""));
        _defaults = new Lazy<ScriptBlock?>(MakeDefaults);
    }

    /// <summary>
    /// What a branch has of its flow: top-level functions, classes, <c>using</c> statements, and top-level <c>Import-Module</c> and dot-source lines
    /// with constant arguments. Everything else is blanked, so that lines keep their numbers. Null when there is none.
    /// </summary>
    public ScriptBlock? Prelude => _prelude.Value;

    /// <summary>Evaluates the parameters' defaults and gives those that are not constant as a dictionary; null when all are constant.</summary>
    public ScriptBlock? Defaults => _defaults.Value;

    /// <summary>How any worker finds this block again.</summary>
    public BlockReference Reference(ScriptBlock block)
    {
        IScriptExtent extent = block.Ast.Extent;
        string? file = extent.File is { Length: > 0 } path && path.StartsWith(_folder, StringComparison.Ordinal) ? Relative(path) : null;
        return file is not null && Find(file, extent.StartOffset, extent.EndOffset - extent.StartOffset) is not null
            ? new BlockReference { File = file, Offset = extent.StartOffset, Length = extent.EndOffset - extent.StartOffset }
            : new BlockReference { Text = extent.Text.StartsWith('{') ? extent.Text : "{" + extent.Text + "}" };
    }

    /// <summary>The block of a branch, not bound to any session; <c>$using:x</c> reads <c>$x</c>.</summary>
    public ScriptBlock Branch(BlockReference reference) => _branches.GetOrAdd(reference, Load);

    private static bool IsDefinition(StatementAst statement) => statement switch
    {
        FunctionDefinitionAst or TypeDefinitionAst => true,
        PipelineAst { PipelineElements: [CommandAst command] } =>
            (command.InvocationOperator == TokenKind.Dot || string.Equals(command.GetCommandName(), "Import-Module", StringComparison.OrdinalIgnoreCase))
            && command.CommandElements.All(IsConstant),
        _ => false,
    };

    private static bool IsConstant(Ast element) => element switch
    {
        StringConstantExpressionAst or ConstantExpressionAst => true,
        CommandParameterAst parameter => parameter.Argument is null || IsConstant(parameter.Argument),
        ArrayLiteralAst array => array.Elements.All(IsConstant),
        ExpandableStringExpressionAst text => text.NestedExpressions.All(IsScriptRoot),
        _ => false,
    };

    private static bool IsScriptRoot(ExpressionAst part) =>
        part is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("PSScriptRoot", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with all blanked but its <c>using</c> statements and what is wanted of its top level.</summary>
    private static ScriptBlock? Only(ScriptBlockAst ast, Func<StatementAst, bool> isWanted, string tail, ParamBlockAst? parameters = null)
    {
        Ast[] kept = [.. ast.UsingStatements, .. TopLevel(ast).Where(isWanted)];
        if (parameters is not null)
        {
            kept = [.. kept, parameters, .. parameters.Attributes];
        }
        else if (kept.Length == 0)
        {
            return null;
        }

        string source = ast.Extent.StartScriptPosition.GetFullScript()!;
        char[] text = [.. source.Select(c => c is '\n' ? c : ' ')];
        foreach (Ast part in kept)
        {
            source.CopyTo(part.Extent.StartOffset, text, part.Extent.StartOffset, part.Extent.EndOffset - part.Extent.StartOffset);
        }

        return FlowSource.Parse(new string(text) + tail, ast.Extent.File).GetScriptBlock();
    }

    private static IEnumerable<StatementAst> TopLevel(ScriptBlockAst ast) =>
        new[] { ast.BeginBlock, ast.ProcessBlock, ast.EndBlock }.OfType<NamedBlockAst>().SelectMany(b => b.Statements);

    private ScriptBlock? MakeDefaults()
    {
        ParameterAst[] open = [.. (_ast.ParamBlock?.Parameters ?? Enumerable.Empty<ParameterAst>()).Where(p => p.DefaultValue is { } value && !HasConstantValue(value))];
        if (open.Length == 0)
        {
            return null;
        }

        var tail = new StringBuilder("\n$GoTickDefaults = @{}\n");
        foreach (ParameterAst parameter in open)
        {
            string name = parameter.Name.VariablePath.UserPath;
            string[] sets = [.. SetsOf(parameter)];
            string inSet = sets.Length == 0 ? "" : $" -and $PSCmdlet.ParameterSetName -in '{string.Join("','", sets)}'";
            tail.Append($"if (-not $PSBoundParameters.ContainsKey('{name}'){inSet}) {{ $GoTickDefaults['{name}'] = ${{{name}}} }}\n");
        }

        return Only(_ast, s => s is TypeDefinitionAst, tail.Append("$GoTickDefaults").ToString(), _ast.ParamBlock);
    }

    private static IEnumerable<string> SetsOf(ParameterAst parameter) => parameter.Attributes.OfType<AttributeAst>()
        .SelectMany(a => a.NamedArguments)
        .Where(n => n.ArgumentName.Equals("ParameterSetName", StringComparison.OrdinalIgnoreCase))
        .Select(n => n.Argument)
        .OfType<StringConstantExpressionAst>()
        .Select(s => s.Value);

    private static bool HasConstantValue(ExpressionAst value)
    {
        try
        {
            value.SafeGetValue();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private ScriptBlock Load(BlockReference reference)
    {
        if (reference.Text is { } text)
        {
            return StepBlocks.Detached(((ScriptBlockExpressionAst)FlowSource.Parse(text, "").Find(a => a is ScriptBlockExpressionAst, false)).ScriptBlock);
        }

        ScriptBlockAst block = Find(reference.File!, reference.Offset, reference.Length)
            ?? throw new InvalidOperationException($"The version has no block at {reference.File}:{reference.Offset}.");
        return StepBlocks.Detached(block);
    }

    private ScriptBlockAst? Find(string file, int offset, int length)
    {
        string full = Path.Combine(_folder, file);
        ScriptBlockAst ast = _files.GetOrAdd(file, _ => FlowSource.Parse(File.ReadAllText(full), full));
        return (ScriptBlockAst?)ast.Find(
            a => a is ScriptBlockAst && a.Extent.StartOffset == offset && a.Extent.EndOffset == offset + length && a.Parent is ScriptBlockExpressionAst, true);
    }

    private string Relative(string path) => Path.GetRelativePath(_folder, path).Replace('\\', '/');
}
