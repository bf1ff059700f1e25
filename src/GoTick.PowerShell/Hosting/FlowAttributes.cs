using System.Globalization;
using System.Management.Automation.Language;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Reads <c>[TickFlow(…)]</c> from a text.</summary>
internal static class FlowAttributes
{
    public static (string? Name, FlowSettings Settings) Read(ScriptBlockAst ast, string path)
    {
        AttributeAst? attribute = ast.ParamBlock?.Attributes.FirstOrDefault(a => a.TypeName.Name is "TickFlow" or "GoTick.TickFlow" or "TickFlowAttribute");
        string? name = null;
        var settings = new FlowSettings();
        foreach (NamedAttributeArgumentAst argument in attribute?.NamedArguments ?? Enumerable.Empty<NamedAttributeArgumentAst>())
        {
            object value = Constant(argument, path);
            settings = argument.ArgumentName.ToLowerInvariant() switch
            {
                "name" => With(() => name = Text(value)),
                "description" => settings with { Description = Text(value) },
                "timeout" => settings with { Timeout = Span(value, argument, path) },
                "queue" => settings with { Queue = Text(value) },
                "priority" => settings with { Priority = Number(value, argument, path) },
                "retention" => settings with { Retention = Span(value, argument, path) },
                "concurrencykey" => settings with { ConcurrencyKey = Text(value) },
                "maxconcurrency" => settings with { MaxConcurrency = Number(value, argument, path) },
                "schedule" => settings with { Schedule = Text(value) },
                "timezone" => settings with { TimeZone = Text(value) },
                "tags" => settings with { Tags = Text(value).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) },
                _ => throw Wrong(argument, path, $"[TickFlow] has no '{argument.ArgumentName}'."),
            };
        }

        return (name, settings);

        FlowSettings With(Action set)
        {
            set();
            return settings;
        }
    }

    private static object Constant(NamedAttributeArgumentAst argument, string path)
    {
        try
        {
            return argument.Argument.SafeGetValue();
        }
        catch (InvalidOperationException)
        {
            throw Wrong(argument, path, $"'{argument.ArgumentName}' must be a constant: the text is read, not run.");
        }
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static TimeSpan Span(object value, NamedAttributeArgumentAst argument, string path) =>
        TimeSpan.TryParse(Text(value), CultureInfo.InvariantCulture, out TimeSpan span)
            ? span
            : throw Wrong(argument, path, $"'{Text(value)}' is not a time span; write it as d.hh:mm:ss.");

    private static int Number(object value, NamedAttributeArgumentAst argument, string path) =>
        int.TryParse(Text(value), CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Wrong(argument, path, $"'{Text(value)}' is not a whole number.");

    private static Exception Wrong(NamedAttributeArgumentAst argument, string path, string message) =>
        FlowSource.Syntax(path, argument.Extent.StartLineNumber, argument.Extent.StartColumnNumber, message);
}
