using Cronos;
using GoTick.Core.Errors;

namespace GoTick.Core.Schedules;

/// <summary>Reads cron expressions, and says which field is wrong.</summary>
internal static class CronText
{
    private static readonly string[] Fields = ["second", "minute", "hour", "day of month", "month", "day of week"];

    /// <summary>Reads an expression of five fields, of six with seconds first, or a macro.</summary>
    /// <exception cref="TickException"><c>TickCronInvalid</c>, naming the field.</exception>
    public static CronExpression Parse(string text)
    {
        string[] parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts is [['@', ..]])
        {
            return TryParse(parts[0], 5, out string? why)
                ?? throw Invalid(text, $"'{parts[0]}' is no macro ({why}); there are @yearly, @monthly, @weekly, @daily, @hourly, @every_minute and @every_second.");
        }

        if (parts.Length is not (5 or 6))
        {
            throw Invalid(text, $"it has {parts.Length} fields. It takes five (minute, hour, day of month, month, day of week), or six with the second before them.");
        }

        for (int i = 0; i < parts.Length; i++)
        {
            string alone = string.Join(' ', parts.Select((part, at) => at == i ? part : "*"));
            if (TryParse(alone, parts.Length, out string? wrong) is null)
            {
                throw Invalid(text, $"field {i + 1} ({Fields[i + Fields.Length - parts.Length]}), '{parts[i]}': {wrong}");
            }
        }

        return TryParse(string.Join(' ', parts), parts.Length, out string? fault) ?? throw Invalid(text, fault!);
    }

    internal static TickException Invalid(string text, string why) =>
        new(TickErrorId.CronInvalid, TickErrorKind.InvalidInput, $"The cron expression '{text}' cannot be used: {why}") { Target = text };

    private static CronExpression? TryParse(string text, int fields, out string? why)
    {
        try
        {
            why = null;
            return CronExpression.Parse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (CronFormatException e)
        {
            why = e.Message;
            return null;
        }
        catch (MissingSeedException)
        {
            why = "'H' is not supported; -Jitter spreads schedules of one time.";
            return null;
        }
    }
}
