using System.Management.Automation.Language;

namespace GoTick.PowerShell.Hosting;

/// <summary>The variables that never change.</summary>
internal static class ConstantVariables
{
    /// <summary>True for <c>$true</c>, <c>$false</c> and <c>$null</c>.</summary>
    public static bool IsConstantVariable(this VariableExpressionAst variable) =>
        !variable.Splatted && variable.VariablePath.UserPath.ToLowerInvariant() is "true" or "false" or "null";
}
