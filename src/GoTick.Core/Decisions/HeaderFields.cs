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

    /// <summary>What from outside the run waits for: <c>signal:NAME</c> or <c>approval:NAME</c>.</summary>
    public const string Waits = "wait";

    /// <summary>The number of the event that asked for the approval that is pending; it stays when the run ends without one.</summary>
    public const string Ask = "ask";

    /// <summary>In a child: the item that waits for it, a run or a branch.</summary>
    public const string Parent = "parent";

    /// <summary>In a child: it is not cancelled with its parent.</summary>
    public const string Detached = "det";

    /// <summary>The child that the item waits for.</summary>
    public const string Child = "child";

    /// <summary>In a run that ends: its children are ended before it does anything else.</summary>
    public const string EndsChildren = "kids";

    /// <summary>How many compensations are registered.</summary>
    public const string Compensations = "undo";

    /// <summary>Which ends callbacks are registered for, a letter each (<see cref="EndingWork"/>).</summary>
    public const string Callbacks = "on";

    /// <summary>The outcome of a run that ends: it is decided, and compensations or callbacks are at work.</summary>
    public const string Ending = "ending";

    /// <summary>How many compensations and callbacks have failed.</summary>
    public const string FailedAtEnd = "undoerr";

    /// <summary>The time that the run has from its first claim on, in ticks.</summary>
    public const string Timeout = "max";

    /// <summary>In a branch: the token under which its gate was opened. It tells this gate from an earlier one of the same name.</summary>
    public const string Opened = "open";

    /// <summary>The least format that a worker must understand to run the item; absent = 1.</summary>
    public const string Need = "need";

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

    /// <summary>True when no flow will ever look at signals and votes again: <see cref="Waits"/> and <see cref="Ask"/> say nothing any more.</summary>
    public static bool IsDeaf(ItemHeader header) => header.Place == Place.Ended || header.Fields.ContainsKey(Ending);

    /// <summary>The run above a child; null when it is none.</summary>
    public static ItemId? ParentRun(ItemHeader header) => header.Fields.TryGetValue(Parent, out string? parent) ? ItemId.FromStored(parent).Run : null;

    /// <summary>The value of <see cref="Waits"/>, short enough for a header.</summary>
    public static string WaitText(StepKind kind, string name)
    {
        string text = $"{kind.ToString().ToLowerInvariant()}:{name}";
        return text.Length > 60 ? text[..59] + "…" : text;
    }

    public static KeyValuePair<string, string?> Set(string name, string? value) => new(name, value);
}
