using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// A script that binds the flow's arguments and gives the defaults that are not constant, so that they are evaluated once and recorded. It is the flow's
/// text with all blanked but its <c>using</c> statements, types and <c>param()</c> block.
/// </summary>
internal static class DefaultsScript
{
    /// <summary>The script, bound to no session; null when all defaults are constant.</summary>
    public static ScriptBlock? Of(ScriptBlockAst flow)
    {
        ParameterAst[] open = [.. (flow.ParamBlock?.Parameters ?? Enumerable.Empty<ParameterAst>()).Where(p => p.DefaultValue is { } value && !HasConstantValue(value))];
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

        tail.Append("$GoTickDefaults");
        IEnumerable<StatementAst> types = (flow.EndBlock?.Statements ?? Enumerable.Empty<StatementAst>()).Where(s => s is TypeDefinitionAst);
        return FlowText.Parse(Only(flow, [.. flow.UsingStatements, .. types, flow.ParamBlock!, .. flow.ParamBlock!.Attributes]) + tail, flow.Extent.File).GetScriptBlock();
    }

    private static string Only(ScriptBlockAst flow, IEnumerable<Ast> kept)
    {
        string source = flow.Extent.StartScriptPosition.GetFullScript()!;
        char[] text = [.. source.Select(c => c is '\n' ? c : ' ')];
        foreach (Ast part in kept)
        {
            source.CopyTo(part.Extent.StartOffset, text, part.Extent.StartOffset, part.Extent.EndOffset - part.Extent.StartOffset);
        }

        return new string(text);
    }

    private static IEnumerable<string> SetsOf(ParameterAst parameter) =>
        parameter.Attributes.OfType<AttributeAst>().Select(a => a.NamedText("ParameterSetName")).OfType<string>();

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
}
