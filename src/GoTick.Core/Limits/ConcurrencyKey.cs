using System.Text.RegularExpressions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Limits;

/// <summary>The key under which runs take turns: <c>deploy-{Server}</c>, with the run's arguments in place of what stands in braces.</summary>
public static partial class ConcurrencyKey
{
    /// <summary>Checks a flow's key when it is published: each placeholder names a parameter that has a value at every start.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? FaultOf(string template, IReadOnlyList<FlowParameter> parameters)
    {
        foreach (string name in Placeholders().Matches(template).Select(m => m.Groups[1].Value))
        {
            FlowParameter? parameter = parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
            {
                return $"{{{name}}} names no parameter of the flow"
                    + (parameters.Count == 0 ? ", which has none." : $"; it has {string.Join(", ", parameters.Select(p => p.Name))}.");
            }

            if (!parameter.IsMandatory && !parameter.IsSwitch && DefaultOf(parameter) is null)
            {
                return $"{{{name}}} needs a value at each start: make -{parameter.Name} mandatory, or give it a constant default.";
            }
        }

        string rest = Placeholders().Replace(template, "");
        return rest.AsSpan().IndexOfAny('{', '}') >= 0 ? "a brace stands alone; a placeholder is written {Parameter}." : FaultOf(template);
    }

    /// <summary>The key of a run.</summary>
    /// <param name="template">The flow's key.</param>
    /// <param name="arguments">The run's arguments.</param>
    /// <param name="parameters">The flow's parameters, for defaults.</param>
    /// <exception cref="TickException"><c>TickConcurrencyKeyInvalid</c>.</exception>
    public static string Fill(string template, Payload arguments, IReadOnlyList<FlowParameter> parameters)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return Checked(template);
        }

        IReadOnlyDictionary<string, string?> given = ArgumentTexts.Of(arguments);
        return Checked(Placeholders().Replace(template, match =>
        {
            string name = match.Groups[1].Value;
            FlowParameter? parameter = parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            string? text = given.TryGetValue(name, out string? value) ? value
                : parameter is null ? null
                : DefaultOf(parameter) ?? (parameter.IsSwitch ? "false" : null);
            return string.IsNullOrEmpty(text)
                ? throw Invalid(template, $"-{name} has no value that could stand in a key (a text, a number, a boolean)")
                : text;
        }));
    }

    /// <summary>A key as it is compared and stored: in lower case.</summary>
    /// <exception cref="TickException"><c>TickConcurrencyKeyInvalid</c>.</exception>
    public static string Checked(string key) => FaultOf(key) is { } fault ? throw Invalid(key, fault) : key.ToLowerInvariant();

    private static string? FaultOf(string key) =>
        string.IsNullOrWhiteSpace(key) ? "it is empty"
        : key.Length > LimitName.MaxLength ? $"it has {key.Length} characters; the limit is {LimitName.MaxLength}"
        : key.Any(char.IsControl) ? "it holds a control character"
        : null;

    /// <summary>A default that is a plain constant; null when there is none, or only the script knows it.</summary>
    private static string? DefaultOf(FlowParameter parameter) => parameter.DefaultText is { } text && Constant().Match(text.Trim()) is { Success: true } found
        ? found.Groups["text"].Success ? found.Groups["text"].Value : found.Groups["bool"].Success ? found.Groups["bool"].Value.ToLowerInvariant() : found.Value
        : null;

    private static TickException Invalid(string key, string fault) => new(
        TickErrorId.ConcurrencyKeyInvalid, TickErrorKind.InvalidInput, $"The concurrency key '{key}' cannot be used: {fault}.")
    { Target = key };

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"^(?:'(?<text>[^']+)'|""(?<text>[^""$`]+)""|\$(?<bool>true|false)|-?\d+(?:\.\d+)?)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Constant();
}
