using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
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
    /// <exception cref="TickException"><c>TickNotSerializable</c> and the like, naming the variable.</exception>
    public static Payload OfUsing(ScriptBlock block, SessionState session, string what) =>
        Encode(StepBlocks.UsingVariables(block).Select(name => (name, (object?)session.PSVariable.GetValue(name))), what, "$using:");

    /// <summary>
    /// All that the block names, if the flow has set them: by <c>$x</c>, <c>$using:x</c>, <c>$script:x</c> or <c>@x</c>. Also what the flow's own functions name that
    /// it calls, as far as it can be kept: in the flow they would find it.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="session">The session of the caller.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="what">What the block is, for messages.</param>
    /// <param name="hasItem">True when the block gets a <c>$_</c> of its own.</param>
    /// <inheritdoc cref="OfUsing"/>
    public static Payload OfAll(ScriptBlock block, SessionState session, FlowContext flow, string what, bool hasItem)
    {
        HashSet<string> own = NamesIn(block.Ast);
        HashSet<string> byFunctions = NamesInFunctions(block.Ast, flow.Script.Ast);
        byFunctions.ExceptWith(own);
        if (hasItem)
        {
            own.Remove("_");
        }

        return Encode(Values(own).Concat(Values(byFunctions).Where(v => IsKept(v.Value))), what, "$");

        IEnumerable<(string Name, object? Value)> Values(IEnumerable<string> names) => names
            .Select(name => (Name: name, Variable: session.PSVariable.Get(name)))
            .Where(v => v.Variable is not null && !IsSessions(v.Variable, flow))
            .Select(v => (v.Name, (object?)v.Variable.Value));
    }

    private static HashSet<string> NamesIn(Ast ast) => ast.FindAll(a => a is VariableExpressionAst, searchNestedScriptBlocks: true)
        .Select(a => NameOf(((VariableExpressionAst)a).VariablePath))
        .OfType<string>()
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the functions of the flow name that are called from here, or from one of them; but for their parameters.</summary>
    private static HashSet<string> NamesInFunctions(Ast from, ScriptBlockAst flow)
    {
        ILookup<string, FunctionDefinitionAst> functions = flow.FindAll(a => a is FunctionDefinitionAst, searchNestedScriptBlocks: false)
            .Cast<FunctionDefinitionAst>()
            .ToLookup(f => f.Name, StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        HashSet<FunctionDefinitionAst> seen = [];
        var open = new Queue<Ast>([from]);
        while (open.TryDequeue(out Ast? ast))
        {
            IEnumerable<string> called = ast.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Select(a => ((CommandAst)a).GetCommandName()).OfType<string>();
            foreach (FunctionDefinitionAst function in called.SelectMany(name => functions[name]).Where(seen.Add))
            {
                IEnumerable<ParameterAst> parameters = [.. function.Parameters ?? [], .. function.Body.ParamBlock?.Parameters ?? []];
                HashSet<string> own = parameters.Select(p => p.Name.VariablePath.UserPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
                names.UnionWith(NamesIn(function.Body).Where(name => name != "_" && !own.Contains(name)));
                open.Enqueue(function.Body);
            }
        }

        return names;
    }

    private static bool IsKept(object? value)
    {
        try
        {
            ValueCodec.Encode(value, "A variable");
            return true;
        }
        catch (TickException)
        {
            return false; // the function may well do without it
        }
    }

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
