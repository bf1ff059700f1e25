using System.Management.Automation.Language;

namespace GoTick.PowerShell.Hosting;

/// <summary>Evaluates the few expressions whose value is known without running the script: constants, and paths built from <c>$PSScriptRoot</c>.</summary>
internal static class ConstantExpression
{
    /// <summary>The text that an expression stands for, with <c>$PSScriptRoot</c> replaced; null when it is not constant.</summary>
    public static string? Text(Ast? ast, string scriptRoot) => ast switch
    {
        StringConstantExpressionAst text => text.Value,
        ExpandableStringExpressionAst text => Expand(text, scriptRoot),
        VariableExpressionAst variable when IsScriptRoot(variable) => scriptRoot,
        ParenExpressionAst paren => Text(paren.Pipeline, scriptRoot),
        SubExpressionAst { SubExpression.Statements: [var only] } => Text(only, scriptRoot),
        PipelineAst { PipelineElements: [CommandExpressionAst only] } => Text(only.Expression, scriptRoot),
        PipelineAst { PipelineElements: [CommandAst only] } => JoinPath(only, scriptRoot),
        BinaryExpressionAst { Operator: TokenKind.Plus } sum when Text(sum.Left, scriptRoot) is { } left && Text(sum.Right, scriptRoot) is { } right => left + right,
        InvokeMemberExpressionAst call => PathCombine(call, scriptRoot),
        _ => null,
    };

    /// <summary>True when a command's element means the same wherever and whenever it is evaluated.</summary>
    public static bool IsConstant(Ast? element) => element switch
    {
        null or ConstantExpressionAst => true,
        CommandParameterAst parameter => IsConstant(parameter.Argument),
        VariableExpressionAst variable when variable.IsConstantVariable() => true,
        ArrayLiteralAst array => array.Elements.All(IsConstant),
        ArrayExpressionAst { SubExpression.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst only] }] } => IsConstant(only.Expression),
        HashtableAst table => table.KeyValuePairs.All(pair => IsConstant(pair.Item1) && IsConstant(pair.Item2)),
        PipelineAst { PipelineElements: [CommandExpressionAst only] } => IsConstant(only.Expression),
        _ => Text(element, "/") is not null,
    };

    private static bool IsScriptRoot(VariableExpressionAst variable) =>
        !variable.Splatted && variable.VariablePath.UserPath.Equals("PSScriptRoot", StringComparison.OrdinalIgnoreCase);

    private static string? Expand(ExpandableStringExpressionAst text, string scriptRoot)
    {
        string value = text.Value;
        int from = 0;
        foreach (ExpressionAst nested in text.NestedExpressions)
        {
            string source = nested.Extent.Text;
            int at = value.IndexOf(source, from, StringComparison.Ordinal);
            if (at < 0 || Text(nested, scriptRoot) is not { } part)
            {
                return null;
            }

            value = string.Concat(value.AsSpan(0, at), part, value.AsSpan(at + source.Length));
            from = at + part.Length;
        }

        return value;
    }

    private static string? JoinPath(CommandAst command, string scriptRoot)
    {
        if (!"Join-Path".Equals(command.GetCommandName(), StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (CommandElementAst element in command.CommandElements.Skip(1))
        {
            CommandParameterAst? parameter = element as CommandParameterAst;
            if (parameter is not null && !parameter.ParameterName.EndsWith("Path", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            IEnumerable<Ast> values = (parameter is null ? element : parameter.Argument) switch
            {
                null => [],
                ArrayLiteralAst array => array.Elements,
                var one => [one],
            };
            foreach (Ast value in values)
            {
                if (Text(value, scriptRoot) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
            }
        }

        return parts.Count < 2 ? null : string.Join('/', parts.Select((p, i) => i == 0 ? p.TrimEnd('/', '\\') : p.Trim('/', '\\')));
    }

    private static string? PathCombine(InvokeMemberExpressionAst call, string scriptRoot)
    {
        bool isCombine = call is
        {
            Static: true,
            Expression: TypeExpressionAst { TypeName.FullName: var type },
            Member: StringConstantExpressionAst { Value: var member },
        }
        && (type.Equals("IO.Path", StringComparison.OrdinalIgnoreCase) || type.Equals("System.IO.Path", StringComparison.OrdinalIgnoreCase))
        && (member.Equals("Combine", StringComparison.OrdinalIgnoreCase) || member.Equals("Join", StringComparison.OrdinalIgnoreCase));
        if (!isCombine || call.Arguments is null)
        {
            return null;
        }

        string?[] parts = [.. call.Arguments.Select(a => Text(a, scriptRoot))];
        return parts.Contains(null) ? null : Path.Combine(parts!);
    }
}
