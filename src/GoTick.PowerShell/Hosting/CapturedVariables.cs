using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary>The variables that a block takes along to where it runs, with the values that they have now.</summary>
internal static class CapturedVariables
{
    // What PowerShell itself sets in each script, function or pipeline; $_ is a value like others.
    private static readonly HashSet<string> Automatic = new(StringComparer.OrdinalIgnoreCase)
    {
        "args", "input", "this", "MyInvocation", "PSBoundParameters", "PSCmdlet", "PSScriptRoot", "PSCommandPath", "switch", "foreach", "Matches",
        "LASTEXITCODE", "TickRun", "true", "false", "null",
    };

    /// <summary>Those that the block names by <c>$using:</c>.</summary>
    /// <exception cref="Core.Errors.TickException"><c>TickNotSerializable</c> and the like, naming the variable.</exception>
    public static Payload OfUsing(ScriptBlock block, SessionState session, string what) =>
        Encode(StepBlocks.UsingVariables(block).Select(name => (name, (object?)session.PSVariable.GetValue(name))), what, "$using:");

    /// <summary>All that the block names, if the flow has set them: by <c>$x</c>, <c>$using:x</c>, <c>$script:x</c> or <c>@x</c>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="session">The session of the caller.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="what">What the block is, for messages.</param>
    /// <param name="hasItem">True when the block gets a <c>$_</c> of its own.</param>
    /// <inheritdoc cref="OfUsing"/>
    public static Payload OfAll(ScriptBlock block, SessionState session, FlowContext flow, string what, bool hasItem) => Encode(
        block.Ast.FindAll(a => a is VariableExpressionAst, searchNestedScriptBlocks: true)
            .Select(a => NameOf(((VariableExpressionAst)a).VariablePath))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !hasItem || name != "_")
            .Select(name => (Name: name, Variable: session.PSVariable.Get(name)))
            .Where(v => v.Variable is not null && !IsSessions(v.Variable, flow))
            .Select(v => (v.Name, (object?)v.Variable.Value)),
        what,
        "$");

    // $env:x and $function:x are no variables; $global:x is the session's, which no run may see of another.
    private static string? NameOf(VariablePath path)
    {
        if (!path.IsVariable || path.IsGlobal)
        {
            return null;
        }

        string name = path.UserPath[(path.UserPath.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return name.Length == 0 || Automatic.Contains(name) ? null : name.Equals("PSItem", StringComparison.OrdinalIgnoreCase) ? "_" : name;
    }

    /// <summary>True for a variable of the session itself (<c>$PID</c>, <c>$PSVersionTable</c>, preferences): it is there wherever the block runs.</summary>
    private static bool IsSessions(PSVariable variable, FlowContext flow) =>
        flow.Slot.Tables is { } tables && tables.Variables.TryGetValue(variable.Name, out PSVariable? own) && ReferenceEquals(own, variable);

    private static Payload Encode(IEnumerable<(string Name, object? Value)> variables, string what, string sign)
    {
        var values = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in variables)
        {
            ValueCodec.Encode(value, $"{sign}{name} of {what}"); // names the variable, should it not be possible
            values[name] = value;
        }

        return values.Count == 0 ? Payload.None : ValueCodec.Encode(values, $"The variables of {what}");
    }
}
