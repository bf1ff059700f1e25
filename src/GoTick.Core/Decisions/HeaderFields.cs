using System.Globalization;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>The names of the header fields that decisions keep, and how they are read.</summary>
internal static class HeaderFields
{
    public const string Flow = "flow";
    public const string Version = "ver";
    public const string Outcome = "out";
    public const string ErrorId = "err";
    public const string Ended = "end";
    public const string ExitCode = "exit";
    public const string ErrorCount = "errs";
    public const string Tags = "tags";
    public const string Step = "now";
    public const string FailedAttempts = "tries";

    /// <summary>The run that this one was made from.</summary>
    public const string Origin = "origin";

    /// <summary>There while a copy is not whole: it stands in no index, and its place is <c>Ended</c>, so that nobody can run it.</summary>
    public const string Unfinished = "half";

    /// <summary>In a branch: the token under which its gate was opened. It tells this gate from an earlier one of the same name.</summary>
    public const string Opened = "open";

    /// <summary>A status is a function of place and outcome.</summary>
    public static RunStatus Status(ItemHeader header) => header.Place switch
    {
        Place.Ready => RunStatus.Queued,
        Place.Leased => RunStatus.Running,
        Place.Waiting => RunStatus.Waiting,
        Place.Parked => RunStatus.Suspended,
        Place.Ended => Enum.Parse<RunStatus>(header.Fields[Outcome]),
        _ => throw new InvalidOperationException($"Unknown place {header.Place}."),
    };

    public static StoreTime? Time(ItemHeader header, string field) =>
        header.Fields.TryGetValue(field, out string? text) ? new StoreTime(long.Parse(text, CultureInfo.InvariantCulture)) : null;

    public static int Number(ItemHeader header, string field) =>
        header.Fields.TryGetValue(field, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    public static IReadOnlyList<string> TagsOf(ItemHeader header) =>
        header.Fields.TryGetValue(Tags, out string? text) ? text.Split(',') : [];

    public static KeyValuePair<string, string?> Set(string name, string? value) => new(name, value);
}
