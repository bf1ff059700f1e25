using System.CommandLine;
using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Host.Commands;

/// <summary>The options that say which runs a command is about.</summary>
internal sealed class RunFilterOptions
{
    private readonly Option<string?> _flow = new("--flow") { Description = "Only runs of this flow.", HelpName = "NAME" };
    private readonly Option<string[]> _status = new("--status") { Description = "Only runs in this status; may be given several times.", HelpName = "STATUS" };
    private readonly Option<string?> _tag = new("--tag") { Description = "Only runs with this tag.", HelpName = "TAG" };
    private readonly Option<string?> _parent = new("--parent") { Description = "Only children of this run.", HelpName = "ID" };
    private readonly Option<string?> _since = new("--since") { Description = "Only runs created then or later: a time, or an age such as 90m, 24h, 7d.", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "Only runs created before: a time, or an age.", HelpName = "TIME" };
    private readonly Option<string?> _error = new("--error") { Description = "Only runs that failed or are suspended with this error.", HelpName = "ID" };
    private readonly Option<string?> _text = new("--error-text") { Description = "Only runs whose error has this text; each run is looked at.", HelpName = "TEXT" };

    public RunFilterOptions() => _status.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Enum.GetNames<RunStatus>());

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _flow, _status, _tag, _parent, _since, _until, _error, _text })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="now">From when ages count.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public RunQuery Read(ParseResult parsed, DateTimeOffset now) => new()
    {
        Flow = parsed.GetValue(_flow),
        Statuses = [.. (parsed.GetValue(_status) ?? []).Select(text => Enum.Parse<RunStatus>(text, ignoreCase: true))],
        Tag = parsed.GetValue(_tag),
        Parent = parsed.GetValue(_parent) is { } parent ? ItemId.FromStored(parent) : null,
        Since = Time(parsed.GetValue(_since), now),
        Until = Time(parsed.GetValue(_until), now),
        ErrorId = parsed.GetValue(_error),
        ErrorText = parsed.GetValue(_text),
    };

    /// <summary>A date, with or without a time and an offset (else local), or an age: a number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
    internal static DateTimeOffset? Time(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        if (Age(text) is { } age && age < now - DateTimeOffset.MinValue)
        {
            return now - age;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time)
            ? time
            : throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{text}' is neither a time (2026-01-31, 2026-01-31T08:00) nor an age (90m, 24h, 7d).")
            { Target = text };
    }

    private static TimeSpan? Age(string text) =>
        double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && Unit(text[^1]) is { } unit
        && number * unit.TotalSeconds < TimeSpan.MaxValue.TotalSeconds
            ? unit * number
            : null;

    private static TimeSpan? Unit(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
