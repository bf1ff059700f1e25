using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>
/// Checks arguments against a flow's <c>param()</c> block before a run is started: names, mandatory ones, conversion, constant validators. It never
/// runs script; what only script can say (defaults, <c>ValidateScript</c>, types of the flow's own) is left to the worker, which binds in full.
/// </summary>
internal static class ArgumentBinder
{
    /// <summary>The arguments under their real names, converted, in the order of the script; common parameters last.</summary>
    /// <param name="arguments">Names (aliases and unambiguous beginnings too) and values.</param>
    /// <param name="parameters">The flow's parameters.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, naming the parameter, the value and what is allowed.</exception>
    public static OrderedDictionary Bind(IDictionary arguments, IReadOnlyList<FlowParameter> parameters)
    {
        var given = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry argument in arguments)
        {
            string written = Convert.ToString(argument.Key, CultureInfo.InvariantCulture) ?? "";
            string name = RealName(written, parameters);
            if (!given.TryAdd(name, argument.Value))
            {
                throw Invalid(name, $"The parameter '{name}' is given twice, once as '{written}'.");
            }
        }

        var bound = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (FlowParameter parameter in parameters)
        {
            if (given.Remove(parameter.Name, out object? value))
            {
                bound[parameter.Name] = Checked(parameter, value);
            }
        }

        RefuseMissing(bound, parameters);
        foreach ((string common, object? value) in given)
        {
            bound[common] = value is SwitchParameter flag ? flag.IsPresent : value;
        }

        return bound;
    }

    /// <summary>
    /// Binds a command line as <c>pwsh -File</c> takes it: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, <c>-Switch:$false</c>, positional values, and
    /// <c>--</c> before values that begin with a dash. Each value is one text: <c>a,b</c> is not two. A parameter of an array type takes its name repeatedly.
    /// </summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static OrderedDictionary FromCommandLine(IReadOnlyList<string> args, IReadOnlyList<FlowParameter> parameters) =>
        Bind(new CommandLineArguments(parameters).Read(args), parameters);

    /// <summary>The real name of a parameter that is written as its name, an alias, or the beginning of either.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>: unknown or ambiguous.</exception>
    public static string RealName(string written, IReadOnlyList<FlowParameter> parameters)
    {
        FlowParameter? exact = parameters.FirstOrDefault(p => Names(p).Contains(written, StringComparer.OrdinalIgnoreCase));
        if (exact is not null)
        {
            return exact.Name;
        }

        if (CommonParameters.Find(written) is { } common)
        {
            return common;
        }

        string[] fitting = written.Length == 0
            ? []
            : [.. parameters.Where(p => Names(p).Any(n => n.StartsWith(written, StringComparison.OrdinalIgnoreCase))).Select(p => p.Name)];
        return fitting switch
        {
            [var only] => only,
            [] => throw Invalid(written, $"The flow has no parameter '{written}'. {Known(parameters)}"),
            _ => throw Invalid(written, $"'{written}' could be any of {string.Join(", ", fitting)}. Write more of the name."),
        };
    }

    /// <summary>An error about an argument.</summary>
    public static TickException Invalid(string parameter, string message) =>
        new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message) { Target = parameter };

    private static IEnumerable<string> Names(FlowParameter parameter) => parameter.Aliases.Prepend(parameter.Name);

    private static string Known(IReadOnlyList<FlowParameter> parameters) =>
        parameters.Count == 0 ? "It takes no arguments." : $"It has {string.Join(", ", parameters.Select(p => p.Name))}.";

    private static object? Checked(FlowParameter parameter, object? value)
    {
        object? converted = value;
        if (!ArgumentConversion.TryConvert(parameter, ref converted))
        {
            throw Invalid(parameter.Name, $"{Shown(value)} cannot be used for the parameter '{parameter.Name}': it is no {parameter.Type}.");
        }

        return ArgumentValidation.Fault(parameter, converted) is { } fault
            ? throw Invalid(parameter.Name, $"{Shown(value)} cannot be used for the parameter '{parameter.Name}': {fault}.")
            : converted;
    }

    private static void RefuseMissing(OrderedDictionary bound, IReadOnlyList<FlowParameter> parameters)
    {
        FlowParameter[] missing = [.. parameters.Where(p => p.IsMandatory && !bound.Contains(p.Name))];
        if (missing.Length > 0)
        {
            string list = string.Join(", ", missing.Select(p => p.HelpMessage is null ? $"{p.Name} ({p.Type})" : $"{p.Name} ({p.Type}: {p.HelpMessage})"));
            throw Invalid(missing[0].Name, $"The flow cannot be started without {list}.");
        }
    }

    private static string Shown(object? value)
    {
        string text = value switch
        {
            null => "$null",
            _ => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out string? shown) ? $"'{shown}'" : value.GetType().FullName!,
        };
        return text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}…'";
    }
}
