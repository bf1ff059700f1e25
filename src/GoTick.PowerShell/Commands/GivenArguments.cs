using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.RegularExpressions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands;

/// <summary>What a caller of <c>Start-TickFlow</c> gave for the flow, in its three ways.</summary>
/// <param name="byName">What <c>-Arguments</c> says; null = nothing.</param>
/// <param name="dynamic">The flow's parameters as the cmdlet's; null when they are not known.</param>
/// <param name="rest">What PowerShell could not bind: <c>-Name</c> texts with their values, and values by position.</param>
internal sealed partial class GivenArguments(IDictionary? byName, RuntimeDefinedParameterDictionary? dynamic, IReadOnlyList<object?> rest)
{
    private readonly OrderedDictionary _collected = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them by name.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>: unknown, given twice, or too many.</exception>
    public OrderedDictionary Collect(IReadOnlyList<FlowParameter> parameters)
    {
        foreach (DictionaryEntry entry in byName ?? new Hashtable())
        {
            Add(Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? "", entry.Value, parameters);
        }

        foreach (RuntimeDefinedParameter parameter in (dynamic?.Values ?? Enumerable.Empty<RuntimeDefinedParameter>()).Where(p => p.IsSet))
        {
            Add(parameter.Name, parameter.Value is SwitchParameter flag ? flag.IsPresent : parameter.Value, parameters);
        }

        CollectRest(parameters);
        return _collected;
    }

    private void CollectRest(IReadOnlyList<FlowParameter> parameters)
    {
        List<object?> positional = [];
        for (int i = 0; i < rest.Count; i++)
        {
            if (NameOf(rest[i]) is not { } written)
            {
                positional.Add(rest[i]);
                continue;
            }

            string name = ArgumentBinder.RealName(written.TrimStart('-').TrimEnd(':'), parameters);
            bool isSwitch = parameters.FirstOrDefault(p => p.Name == name)?.IsSwitch == true && !written.EndsWith(':');
            bool hasValue = i + 1 < rest.Count && NameOf(rest[i + 1]) is null;
            if (!isSwitch && !hasValue)
            {
                throw ArgumentBinder.Invalid(name, $"-{name} needs a value.");
            }

            Add(name, isSwitch ? true : rest[++i], parameters);
        }

        FlowParameter[] open = [.. parameters.Where(p => p.Position is not null && !_collected.Contains(p.Name)).OrderBy(p => p.Position)];
        if (positional.Count > open.Length)
        {
            throw ArgumentBinder.Invalid("", $"The flow takes no argument for '{positional[open.Length]}'.");
        }

        for (int i = 0; i < positional.Count; i++)
        {
            Add(open[i].Name, positional[i], parameters);
        }
    }

    private void Add(string written, object? value, IReadOnlyList<FlowParameter> parameters)
    {
        string name = ArgumentBinder.RealName(written, parameters);
        if (_collected.Contains(name))
        {
            throw ArgumentBinder.Invalid(name, $"The parameter '{name}' is given twice.");
        }

        _collected.Add(name, value);
    }

    // PowerShell hands an unknown parameter's name on as its text, so a value that looks like one must be given by name.
    private static string? NameOf(object? argument) =>
        (argument is PSObject wrapped ? wrapped.BaseObject : argument) is string text && NamePattern().IsMatch(text) ? text : null;

    [GeneratedRegex(@"^-[\p{L}_][\w-]*:?$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
