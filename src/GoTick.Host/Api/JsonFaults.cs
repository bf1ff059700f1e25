using System.Text.Json;
using System.Text.RegularExpressions;

namespace GoTick.Host.Api;

/// <summary>What is wrong with a request, without the names of our types.</summary>
internal static partial class JsonFaults
{
    /// <summary>What is wrong with a body.</summary>
    public static string Describe(JsonException error)
    {
        string where = error.Path is { Length: > 1 } path ? $" at '{path}'" : "";
        string line = error.LineNumber is { } number ? $" (line {number + 1}, byte {error.BytePositionInLine + 1})" : "";
        string why = error.Message switch
        {
            var m when Unmapped().Match(m) is { Success: true } field => $"there is no field '{field.Groups[1].Value}'",
            var m when Missing().Match(m) is { Success: true } fields => $"it lacks {fields.Groups[1].Value.TrimEnd('.')}",
            var m when m.Contains("could not be converted", StringComparison.Ordinal) => "the value is of another kind than is wanted",
            var m when m.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) => "a field is given twice",
            var m when error.Path is null || m.Contains("is invalid", StringComparison.Ordinal) => "it is no JSON",
            _ => "it does not fit",
        };
        return $"The body cannot be used{where}{line}: {why}.";
    }

    /// <summary>What is wrong with a request whose parameters do not fit.</summary>
    public static string Describe(BadHttpRequestException error) =>
        Parameter().Match(error.Message) is { Success: true } parameter ? $"'{parameter.Groups[1].Value}' is not what the parameter '{parameter.Groups[2].Value}' can be."
        : error.Message.Contains("body", StringComparison.OrdinalIgnoreCase) ? "The request needs a body: a JSON object, {} at least."
        : "The request cannot be read.";

    [GeneratedRegex("^The JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties[^:]*: (.*?)(?: Path:|$)")]
    private static partial Regex Missing();

    [GeneratedRegex("Failed to bind parameter \"\\S+ (?:[^\"]*)\" from \"([^\"]*)\"")]
    private static partial Regex Parameter();
}
