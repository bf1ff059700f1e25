using System.Collections;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>Reads the words of a command line as <c>pwsh -File</c> does.</summary>
internal sealed class CommandLineArguments(IReadOnlyList<FlowParameter> parameters)
{
    private readonly Dictionary<string, object?> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _positional = new();

    /// <summary>The arguments by name, not yet converted.</summary>
    /// <exception cref="Core.Errors.TickException"><c>TickArgumentInvalid</c>.</exception>
    public IDictionary Read(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] == "--")
            {
                words.Skip(i + 1).ToList().ForEach(_positional.Enqueue);
                break;
            }

            if (!IsName(words[i]))
            {
                _positional.Enqueue(words[i]);
                continue;
            }

            i += Named(words[i][1..], i + 1 < words.Count ? words[i + 1] : null);
        }

        Place();
        return _named;
    }

    // "-5" and "-" are values.
    private static bool IsName(string word) => word.Length > 1 && word[0] == '-' && (char.IsLetter(word[1]) || word[1] is '_' or '?');

    private int Named(string word, string? next)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        string name = ArgumentBinder.RealName(colon < 0 ? word : word[..colon], parameters);
        FlowParameter? parameter = parameters.FirstOrDefault(p => p.Name == name);
        if (colon >= 0 && colon < word.Length - 1)
        {
            Add(name, parameter, word[(colon + 1)..]);
            return 0;
        }

        bool isSwitch = parameter?.IsSwitch ?? CommonParameters.IsSwitch(name);
        if (colon < 0 && isSwitch)
        {
            Add(name, parameter, true);
            return 0;
        }

        if (next is null || (colon < 0 && IsName(next)))
        {
            throw ArgumentBinder.Invalid(name, $"The parameter '{name}' needs a value. A value that begins with a dash is written -{name}:value.");
        }

        Add(name, parameter, next);
        return 1;
    }

    private void Add(string name, FlowParameter? parameter, object value)
    {
        if (parameter is null && CommonParameters.IsSwitch(name) && value is string text)
        {
            value = !text.TrimStart('$').Equals("false", StringComparison.OrdinalIgnoreCase);
        }

        if (parameter is not null && ArgumentConversion.TakesSeveral(parameter))
        {
            _named[name] = _named.TryGetValue(name, out object? before) ? (object?[])[.. (object?[])before!, value] : (object?[])[value];
        }
        else if (!_named.TryAdd(name, value))
        {
            throw ArgumentBinder.Invalid(name, $"The parameter '{name}' is given twice.");
        }
    }

    private void Place()
    {
        foreach (FlowParameter parameter in parameters.Where(p => p.Position is not null && !_named.ContainsKey(p.Name)).OrderBy(p => p.Position))
        {
            if (_positional.TryDequeue(out string? word))
            {
                Add(parameter.Name, parameter, word);
            }
        }

        if (_positional.TryPeek(out string? extra))
        {
            throw ArgumentBinder.Invalid(extra, $"There is no parameter left that the value '{extra}' could belong to. Name it: -Parameter {extra}.");
        }
    }
}
