using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>The validators whose arguments are constant. Each says what is allowed; what it cannot judge is left to the worker.</summary>
internal static class ArgumentValidation
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a converted value, as the end of a sentence; null when nothing is.</summary>
    public static string? Fault(FlowParameter parameter, object? value) =>
        Empty(parameter, value)
        ?? Whole(parameter, value)
        ?? Elements(value).Select(element => One(parameter, element)).FirstOrDefault(fault => fault is not null);

    private static string? Empty(FlowParameter parameter, object? value)
    {
        bool Has(string validator) => parameter.Validators.ContainsKey(validator);
        bool mayNotBeEmpty = Has("ValidateNotNullOrEmpty") || Has("ValidateNotNullOrWhiteSpace");
        if (value is null)
        {
            return (parameter.IsMandatory && !Has("AllowNull")) || mayNotBeEmpty || Has("ValidateNotNull") ? "it must not be $null" : null;
        }

        if (value is string text)
        {
            return text.Length == 0 && ((parameter.IsMandatory && !Has("AllowEmptyString")) || mayNotBeEmpty) ? "it must not be empty"
                : Has("ValidateNotNullOrWhiteSpace") && string.IsNullOrWhiteSpace(text) ? "it must not be blank"
                : null;
        }

        return value is ICollection { Count: 0 } and not IDictionary && ((parameter.IsMandatory && !Has("AllowEmptyCollection")) || mayNotBeEmpty)
            ? "it must hold a value"
            : null;
    }

    private static string? Whole(FlowParameter parameter, object? value)
    {
        if (!parameter.Validators.TryGetValue("ValidateCount", out IReadOnlyList<string>? count) || count is not [var least, var most])
        {
            return null;
        }

        int length = value is ICollection several ? several.Count : 1;
        return length < Number(least) || length > Number(most) ? $"it must hold {least} to {most} values" : null;
    }

    private static IEnumerable<object?> Elements(object? value) => value is IEnumerable several and not (string or IDictionary) ? several.Cast<object?>() : [value];

    private static string? One(FlowParameter parameter, object? value)
    {
        object? bare = value is PSObject wrapper ? wrapper.BaseObject : value;
        string text = Convert.ToString(bare, CultureInfo.InvariantCulture) ?? "";
        return Set(parameter, text) ?? parameter.Validators.Select(v => v switch
        {
            { Key: "ValidateRange", Value: var limits } => Range(limits, bare),
            { Key: "ValidateLength", Value: [var least, var most] } when bare is string => text.Length < Number(least) || text.Length > Number(most)
                ? $"it must have {least} to {most} characters"
                : null,
            { Key: "ValidatePattern", Value: [var pattern, ..] } => Pattern(pattern, v.Value.ElementAtOrDefault(1), text),
            { Key: "ValidateNotNull" or "ValidateNotNullOrEmpty" or "ValidateNotNullOrWhiteSpace" } => NotEmpty(v.Key, bare),
            _ => null,
        }).FirstOrDefault(fault => fault is not null);
    }

    private static string? NotEmpty(string validator, object? value) =>
        value is null ? "none of its values may be $null"
        : value is not string text || validator == "ValidateNotNull" ? null
        : text.Length == 0 ? "none of its values may be empty"
        : validator == "ValidateNotNullOrWhiteSpace" && string.IsNullOrWhiteSpace(text) ? "none of its values may be blank"
        : null;

    private static string? Set(FlowParameter parameter, string text) =>
        parameter.ValidateSet.Count == 0 || parameter.ValidateSet.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"it must be one of: {string.Join(", ", parameter.ValidateSet)}";

    private static string? Range(IReadOnlyList<string> limits, object? value)
    {
        if (!TryNumber(value, out double number))
        {
            return null;
        }

        return limits switch
        {
            [var kind] when kind.Equals("Positive", StringComparison.OrdinalIgnoreCase) => number > 0 ? null : "it must be greater than 0",
            [var kind] when kind.Equals("NonNegative", StringComparison.OrdinalIgnoreCase) => number >= 0 ? null : "it must be 0 or greater",
            [var kind] when kind.Equals("Negative", StringComparison.OrdinalIgnoreCase) => number < 0 ? null : "it must be less than 0",
            [var kind] when kind.Equals("NonPositive", StringComparison.OrdinalIgnoreCase) => number <= 0 ? null : "it must be 0 or less",
            [var least, var most] when TryNumber(least, out double low) && TryNumber(most, out double high) =>
                number < low || number > high ? $"it must be from {least} to {most}" : null,
            _ => null,
        };
    }

    private static string? Pattern(string pattern, string? options, string text)
    {
        try
        {
            RegexOptions how = Enum.TryParse(options, ignoreCase: true, out RegexOptions named) ? named : RegexOptions.IgnoreCase;
            return Regex.IsMatch(text, pattern, how, PatternTime) ? null : $"it must match the pattern {pattern}";
        }
        catch (ArgumentException)
        {
            return null; // no pattern: the worker's binder names the fault of the script
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static double Number(string text) => TryNumber(text, out double number) ? number : double.NaN;

    private static bool TryNumber(object? value, out double number)
    {
        number = double.NaN;
        return value is not (null or DateTime or char) && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out number);
    }
}
