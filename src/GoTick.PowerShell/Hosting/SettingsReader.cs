using System.Globalization;
using System.Management.Automation.Language;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Limits;

namespace GoTick.PowerShell.Hosting;

/// <summary>Reads <c>[TickFlow(…)]</c> from a script's syntax tree.</summary>
internal static class SettingsReader
{
    private const int MaxNameLength = 200;

    private static readonly string[] Properties =
    [
        nameof(TickFlowAttribute.Name), nameof(TickFlowAttribute.Description), nameof(TickFlowAttribute.Timeout), nameof(TickFlowAttribute.Queue),
        nameof(TickFlowAttribute.Priority), nameof(TickFlowAttribute.Retention), nameof(TickFlowAttribute.ConcurrencyKey),
        nameof(TickFlowAttribute.MaxConcurrency), nameof(TickFlowAttribute.Schedule), nameof(TickFlowAttribute.TimeZone), nameof(TickFlowAttribute.Tags),
    ];

    /// <summary>The name that the attribute gives (null when it gives none) and the settings.</summary>
    /// <exception cref="TickException"><c>TickFlowSyntaxError</c>, naming the property, the value and the line.</exception>
    public static (string? Name, FlowSettings Settings) Read(ScriptBlockAst script)
    {
        AttributeAst[] found = [.. (script.ParamBlock?.Attributes ?? []).Where(a => a.Is("TickFlow"))];
        if (found.Length == 0)
        {
            return (null, new FlowSettings());
        }

        if (found.Length > 1)
        {
            throw FlowText.ErrorAt(found[1].Extent, "[TickFlow] stands here a second time. Put all its values into one.");
        }

        AttributeAst attribute = found[0];
        CheckShape(attribute);
        return (Name(attribute), Settings(attribute));
    }

    private static void CheckShape(AttributeAst attribute)
    {
        if (attribute.PositionalArguments is [var positional, ..])
        {
            throw FlowText.ErrorAt(positional.Extent, $"[TickFlow] takes named values only: [TickFlow(Name = {positional.Extent.Text})].");
        }

        foreach (NamedAttributeArgumentAst argument in attribute.NamedArguments)
        {
            if (!Properties.Contains(argument.ArgumentName, StringComparer.OrdinalIgnoreCase))
            {
                throw FlowText.ErrorAt(argument.Extent, $"[TickFlow] has no property '{argument.ArgumentName}'. It has {string.Join(", ", Properties)}.");
            }
        }
    }

    private static string? Name(AttributeAst attribute)
    {
        string? name = Text(attribute, nameof(TickFlowAttribute.Name));
        return name is null ? null : CheckName(name, attribute.Named(nameof(TickFlowAttribute.Name))!.Extent);
    }

    /// <summary>Checks a flow's name: 1 to 200 characters, no control character, no empty part between slashes.</summary>
    public static string CheckName(string name, IScriptExtent where)
    {
        bool isGood = name.Length is > 0 and <= MaxNameLength && !name.Any(char.IsControl) && !name.Split('/').Any(string.IsNullOrWhiteSpace);
        return isGood
            ? name
            : throw FlowText.ErrorAt(where, $"'{name}' is not a flow name: use 1 to {MaxNameLength} characters, no control character, no empty part around '/'.");
    }

    /// <summary>Checks that each placeholder of the concurrency key has a value at every start.</summary>
    /// <exception cref="TickException"><c>TickConcurrencyKeyInvalid</c>, with the line.</exception>
    public static void CheckKey(ScriptBlockAst script, FlowSettings settings, IReadOnlyList<FlowParameter> parameters)
    {
        if (settings.ConcurrencyKey is not { } key || ConcurrencyKey.FaultOf(key, parameters) is not { } fault)
        {
            return;
        }

        IScriptExtent where = script.ParamBlock!.Attributes.First(a => a.Is("TickFlow")).Extent;
        throw new TickException(
            TickErrorId.ConcurrencyKeyInvalid,
            TickErrorKind.InvalidInput,
            $"{Path.GetFileName(where.File)}:{where.StartLineNumber}:{where.StartColumnNumber}: [TickFlow]: ConcurrencyKey = '{key}' cannot be used: {fault}")
        { Target = where.File };
    }

    private static FlowSettings Settings(AttributeAst attribute) => new()
    {
        Description = Text(attribute, nameof(TickFlowAttribute.Description)),
        Timeout = Duration(attribute, nameof(TickFlowAttribute.Timeout), least: TimeSpan.FromTicks(1)),
        Queue = Text(attribute, nameof(TickFlowAttribute.Queue)) ?? FlowSettings.DefaultQueue,
        Priority = Number(attribute, nameof(TickFlowAttribute.Priority), -100, 100) ?? 0,
        Retention = Duration(attribute, nameof(TickFlowAttribute.Retention), least: TimeSpan.Zero) ?? FlowSettings.DefaultRetention,
        ConcurrencyKey = Text(attribute, nameof(TickFlowAttribute.ConcurrencyKey)),
        MaxConcurrency = Number(attribute, nameof(TickFlowAttribute.MaxConcurrency), 1, int.MaxValue),
        Schedule = Text(attribute, nameof(TickFlowAttribute.Schedule)),
        TimeZone = Text(attribute, nameof(TickFlowAttribute.TimeZone)),
        Tags = Text(attribute, nameof(TickFlowAttribute.Tags))
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray() ?? [],
    };

    private static object? Value(AttributeAst attribute, string property)
    {
        NamedAttributeArgumentAst? argument = attribute.Named(property);
        if (argument is null)
        {
            return null;
        }

        if (argument.ExpressionOmitted)
        {
            throw FlowText.ErrorAt(argument.Extent, $"[TickFlow]: {property} needs a value.");
        }

        return AttributeArguments.TryConstant(argument.Argument, out object? value)
            ? value
            : throw FlowText.ErrorAt(
                argument.Argument.Extent,
                $"[TickFlow]: {property} = {argument.Argument.Extent.Text} is not constant. The attribute is read without running the script: write the value out.");
    }

    private static string? Text(AttributeAst attribute, string property) => Value(attribute, property) switch
    {
        null => null,
        string text when !string.IsNullOrWhiteSpace(text) => text,
        string => throw Bad(attribute, property, "a text that is not empty"),
        _ => throw Bad(attribute, property, "a text in quotes"),
    };

    private static TimeSpan? Duration(AttributeAst attribute, string property, TimeSpan least)
    {
        object? value = Value(attribute, property);
        return value switch
        {
            null => null,
            // "30" alone would mean 30 days, which nobody expects.
            string text when text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) && span >= least => span,
            _ => throw Bad(attribute, property, "a duration as text: 'hh:mm:ss' or 'd.hh:mm:ss'"),
        };
    }

    private static int? Number(AttributeAst attribute, string property, int least, int most) => Value(attribute, property) switch
    {
        null => null,
        int number when number >= least && number <= most => number,
        _ => throw Bad(attribute, property, most == int.MaxValue ? $"a whole number, at least {least}" : $"a whole number from {least} to {most}"),
    };

    private static TickException Bad(AttributeAst attribute, string property, string wanted)
    {
        ExpressionAst argument = attribute.Named(property)!.Argument;
        return FlowText.ErrorAt(argument.Extent, $"[TickFlow]: {property} = {argument.Extent.Text} cannot be used; it must be {wanted}.");
    }
}
