using System.Globalization;
using GoTick.Core.Execution;
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
    public const string Progress = "prog";
    public const string StepProgress = "sprog";
    public const string FailedAttempts = "tries";

    /// <summary>What from outside the run waits for: <c>signal:NAME</c>, <c>approval:NAME</c> or <c>limit:NAME</c>.</summary>
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

    /// <summary>The run that this one was made from.</summary>
    public const string Origin = "origin";

    /// <summary>There while a copy is not whole: it stands in no index, and its place is <c>Ended</c>, so that nobody can run it.</summary>
    public const string Unfinished = "half";

    /// <summary>In a run that came from another store: when it was made there, and when its first activation began.</summary>
    public const string Made = "made";
    public const string First = "first";

    /// <summary>In a run of which only a part is here yet: it is being imported, or an import was cut off. Nobody runs it; who finds it removes it.</summary>
    public const string Import = "import";

    private const int ErrorLength = 60;

    /// <summary>The run's concurrency key, in lower case.</summary>
    public const string Key = "key";

    /// <summary>The most runs of that key, or without a key of the flow, at one time, as the flow says.</summary>
    public const string Most = "most";

    /// <summary>The limits that the run has asked for permits, a line each; dropped when it has ended and they were told.</summary>
    public const string Limits = "lim";

    /// <summary>When a run that had to wait for permits began.</summary>
    public const string Began = "began";

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

    /// <summary>When the run was made, here or where it came from.</summary>
    public static StoreTime CreatedOf(ItemHeader header) => Time(header, Made) ?? header.Created;

    /// <summary>When its first activation began, here or where it came from; null before.</summary>
    public static StoreTime? FirstClaimedOf(ItemHeader header) => Time(header, First) ?? header.FirstClaimed;

    public static StoreTime? Time(ItemHeader header, string field) =>
        header.Fields.TryGetValue(field, out string? text) ? new StoreTime(long.Parse(text, CultureInfo.InvariantCulture)) : null;

    public static int Number(ItemHeader header, string field) =>
        header.Fields.TryGetValue(field, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    public static IReadOnlyList<string> TagsOf(ItemHeader header) =>
        header.Fields.TryGetValue(Tags, out string? text) ? text.Split(',') : [];

    /// <summary>True when no flow will ever look at signals and votes again: <see cref="Waits"/> and <see cref="Ask"/> say nothing any more.</summary>
    public static bool IsDeaf(ItemHeader header) => header.Place == Place.Ended || header.Fields.ContainsKey(Ending);

    /// <summary>The value of <see cref="Timeout"/>.</summary>
    public static string TimeoutText(TimeSpan time) => time.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>The run above a child; null when it is none.</summary>
    public static ItemId? ParentRun(ItemHeader header) => header.Fields.TryGetValue(Parent, out string? parent) ? ItemId.FromStored(parent).Run : null;

    /// <summary>The value of <see cref="Waits"/>, short enough for a header.</summary>
    public static string WaitText(StepKind kind, string name)
    {
        string text = $"{kind.ToString().ToLowerInvariant()}:{name}";
        return text.Length > 60 ? text[..59] + "…" : text;
    }

    /// <summary>What the header keeps of an error id: <c>throw 'a text'</c> makes the whole text one.</summary>
    public static string ErrorText(string errorId) => errorId.Length <= ErrorLength ? errorId : errorId[..ErrorLength];

    /// <summary>How far the run, or the step in it, says it is. Once the run is complete nobody asks.</summary>
    public static ProgressReport? ProgressOf(ItemHeader header, string field) =>
        header.Place == Place.Ended && header.Fields.GetValueOrDefault(Outcome) == nameof(RunStatus.Completed)
            ? null
            : ProgressReport.FromHeader(header.Fields.GetValueOrDefault(field));

    public static KeyValuePair<string, string?> Set(string name, string? value) => new(name, value);
}
