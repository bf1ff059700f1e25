using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Host.Commands;

/// <summary>A script's arguments as <c>pwsh -File</c> takes them: <c>-Name value</c>, <c>-Name:value</c>, <c>-Switch</c>, and values by position.</summary>
internal static class ScriptArguments
{
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, naming the parameter and what is allowed.</exception>
    public static OrderedDictionary Bind(IReadOnlyList<string> words, IReadOnlyList<FlowParameter> parameters)
    {
        var bound = new Dictionary<FlowParameter, object>();
        var positional = new Queue<FlowParameter>(parameters.Where(p => p.Position is not null).OrderBy(p => p.Position));
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (!IsName(word))
            {
                FlowParameter next = Next(positional, bound) ?? throw Invalid($"The flow takes no further argument: '{word}'.");
                bound.Add(next, Convert(next, word));
                continue;
            }

            string[] parts = word[1..].Split(':', 2);
            FlowParameter parameter = Find(parts[0], parameters);
            object value = parts.Length == 2 ? Convert(parameter, parts[1])
                : parameter.IsSwitch ? true
                : i + 1 < words.Count ? Convert(parameter, words[++i])
                : throw Invalid($"-{parameter.Name} needs a value.");
            if (!bound.TryAdd(parameter, value))
            {
                throw Invalid($"-{parameter.Name} is given twice.");
            }
        }

        if (parameters.FirstOrDefault(p => p.IsMandatory && !bound.ContainsKey(p)) is { } missing)
        {
            throw Invalid($"-{missing.Name} is missing. The flow takes: {Usage(parameters)}");
        }

        var result = new OrderedDictionary();
        foreach (FlowParameter parameter in parameters.Where(bound.ContainsKey))
        {
            result.Add(parameter.Name, bound[parameter]);
        }

        return result;
    }

    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && (char.IsLetter(word[1]) || word[1] == '_');

    private static FlowParameter? Next(Queue<FlowParameter> positional, Dictionary<FlowParameter, object> bound)
    {
        while (positional.TryDequeue(out FlowParameter? next))
        {
            if (!bound.ContainsKey(next))
            {
                return next;
            }
        }

        return null;
    }

    private static FlowParameter Find(string name, IReadOnlyList<FlowParameter> parameters)
    {
        bool Same(string other) => other.Equals(name, StringComparison.OrdinalIgnoreCase);
        FlowParameter[] exact = [.. parameters.Where(p => Same(p.Name) || p.Aliases.Any(Same))];
        FlowParameter[] found = exact.Length > 0 ? exact : [.. parameters.Where(p => p.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        return found.Length == 1
            ? found[0]
            : throw Invalid($"The flow has no parameter -{name}{(found.Length > 1 ? " that is unambiguous" : "")}. It takes: {Usage(parameters)}");
    }

    private static object Convert(FlowParameter parameter, string text)
    {
        if (parameter.ValidateSet.Count > 0 && !parameter.ValidateSet.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            throw Invalid($"'{text}' is not allowed for -{parameter.Name}: use one of {string.Join(", ", parameter.ValidateSet)}.");
        }

        if (parameter.IsSwitch || parameter.Type.Equals("bool", StringComparison.OrdinalIgnoreCase))
        {
            return text.TrimStart('$').Equals("true", StringComparison.OrdinalIgnoreCase);
        }

        // A type that only the flow's own modules know is left to the worker, which binds in full.
        if (!LanguagePrimitives.TryConvertTo(parameter.Type, out Type type))
        {
            return text;
        }

        return LanguagePrimitives.TryConvertTo(text, type, CultureInfo.InvariantCulture, out object value)
            ? value
            : throw Invalid($"'{text}' cannot be taken as {parameter.Type} for -{parameter.Name}.");
    }

    private static string Usage(IReadOnlyList<FlowParameter> parameters) =>
        parameters.Count == 0 ? "nothing" : string.Join(" ", parameters.Select(p => p.IsSwitch ? $"[-{p.Name}]" : $"-{p.Name} <{p.Type}>"));

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);
}
