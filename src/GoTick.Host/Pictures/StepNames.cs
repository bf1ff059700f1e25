using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace GoTick.Host.Pictures;

/// <summary>Which names of steps a call in the text can have: one, those of a pattern, or any.</summary>
public sealed class StepNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private readonly Regex? _pattern;

    private StepNames(string? constant, Regex? pattern) => (Constant, _pattern) = (constant, pattern);

    /// <summary>The one name; null when it depends on what the flow does.</summary>
    public string? Constant { get; }

    /// <summary>True when nothing is known of the name.</summary>
    public bool IsAny => Constant is null && _pattern is null;

    /// <summary>One name.</summary>
    public static StepNames Of(string constant) => new(constant, null);

    /// <summary>What an expression can come to: <c>"deploy $server"</c> is everything that begins with <c>deploy </c>.</summary>
    public static StepNames Of(Ast? expression) => expression switch
    {
        StringConstantExpressionAst text => Of(text.Value),
        ConstantExpressionAst constant => Of(Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
        ExpandableStringExpressionAst text => new StepNames(null, PatternOf(text)),
        _ => new StepNames(null, null),
    };

    /// <summary>True when a step of this key can be the call: <c>name</c>, <c>name#2</c>, <c>name[3]</c>.</summary>
    public bool Match(string key)
    {
        string name = NameOf(key);
        return Constant is { } constant ? constant.Equals(name, StringComparison.OrdinalIgnoreCase) : _pattern?.IsMatch(name) ?? true;
    }

    /// <summary>A key without its number.</summary>
    public static string NameOf(string key) => key.IndexOfAny(['#', '[']) is var at and > 0 ? key[..at] : key;

    private static Regex PatternOf(ExpandableStringExpressionAst text)
    {
        string value = text.Value;
        string pattern = "";
        int from = 0;
        foreach (ExpressionAst nested in text.NestedExpressions)
        {
            int at = value.IndexOf(nested.Extent.Text, from, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            pattern += Regex.Escape(value[from..at]) + ".*";
            from = at + nested.Extent.Text.Length;
        }

        return new Regex($"^{pattern}{Regex.Escape(value[from..])}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking, Patience);
    }
}
