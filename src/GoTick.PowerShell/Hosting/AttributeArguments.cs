using System.Globalization;
using System.Management.Automation.Language;

namespace GoTick.PowerShell.Hosting;

/// <summary>Reads the constant arguments of attributes from the syntax tree.</summary>
internal static class AttributeArguments
{
    /// <summary>True when an attribute has the name, with or without namespace and the suffix <c>Attribute</c>.</summary>
    public static bool Is(this AttributeAst attribute, string name)
    {
        string written = attribute.TypeName.Name;
        string bare = written[(written.LastIndexOf('.') + 1)..];
        return bare.Equals(name, StringComparison.OrdinalIgnoreCase) || bare.Equals($"{name}Attribute", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A named argument's expression; null when it is not there.</summary>
    public static NamedAttributeArgumentAst? Named(this AttributeAst attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.ArgumentName.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when a named switch is on: <c>Mandatory</c>, <c>Mandatory = $true</c>, <c>Mandatory = 1</c>.</summary>
    public static bool IsOn(this AttributeAst attribute, string name) =>
        attribute.Named(name) is { } argument && (argument.ExpressionOmitted || (TryConstant(argument.Argument, out object? value) && value is true or (int and > 0)));

    /// <summary>A named argument as text; null when it is not there or not constant.</summary>
    public static string? NamedText(this AttributeAst attribute, string name) =>
        attribute.Named(name) is { ExpressionOmitted: false } argument && TryConstant(argument.Argument, out object? value) ? Text(value) : null;

    /// <summary>All positional arguments as texts, arrays flattened; null when one is not constant.</summary>
    public static IReadOnlyList<string>? ConstantTexts(this AttributeAst attribute)
    {
        var texts = new List<string>();
        foreach (ExpressionAst argument in attribute.PositionalArguments.SelectMany(Elements))
        {
            if (!TryConstant(argument, out object? value) || Text(value) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <summary>A constant's value: literals, signs, <c>$true</c>/<c>$false</c>/<c>$null</c>, sums of constants, members of enums as their name.</summary>
    public static bool TryConstant(ExpressionAst expression, out object? value)
    {
        value = null;
        switch (expression)
        {
            case ConstantExpressionAst constant:
                value = constant.Value;
                return true;
            case VariableExpressionAst variable when variable.IsConstantVariable():
                value = variable.VariablePath.UserPath.ToLowerInvariant() switch { "true" => true, "false" => false, _ => null };
                return true;
            case MemberExpressionAst { Static: true, Expression: TypeExpressionAst, Member: StringConstantExpressionAst member } access
                when access is not InvokeMemberExpressionAst:
                value = member.Value;
                return true;
            case ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst only] } }:
                return TryConstant(only.Expression, out value);
            case UnaryExpressionAst { TokenKind: TokenKind.Minus } negated when TryConstant(negated.Child, out object? child):
                return TryNegate(child, out value);
            case BinaryExpressionAst { Operator: TokenKind.Plus } sum
                when TryConstant(sum.Left, out object? left) && TryConstant(sum.Right, out object? right) && left is string && right is string:
                value = $"{left}{right}";
                return true;
            default:
                return false;
        }
    }

    private static bool TryNegate(object? child, out object? value)
    {
        value = child switch { int i => -i, long l => -l, double d => -d, decimal m => -m, _ => null };
        return value is not null;
    }

    private static IEnumerable<ExpressionAst> Elements(ExpressionAst argument) => argument switch
    {
        ArrayLiteralAst array => array.Elements.SelectMany(Elements),
        ParenExpressionAst { Pipeline: PipelineAst { PipelineElements: [CommandExpressionAst { Expression: ArrayLiteralAst array }] } } => Elements(array),
        ArrayExpressionAst { SubExpression.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst only] }] } => Elements(only.Expression),
        _ => [argument],
    };

    private static string? Text(object? value) => value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
}
