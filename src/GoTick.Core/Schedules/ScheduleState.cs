using System.Globalization;
using GoTick.Core.Decisions;
using GoTick.Core.Stores;

namespace GoTick.Core.Schedules;

/// <summary>How far a schedule has come. It is kept in the header, so that the journal holds the definition and nothing else, and stays as short as it was.</summary>
internal sealed record ScheduleState
{
    private const string NextField = "next";
    private const string LastField = "last";
    private const string LastRunField = "lastrun";
    private const string LivingField = "live";
    private const string PendingField = "pend";
    private const string BacklogField = "fill";
    private const string StartedField = "ran";
    private const string SkippedField = "skipped";
    private const string MissedField = "missed";
    private const string PausedField = "off";

    /// <summary>The first time that is not decided about; null when there is none, or while it is paused.</summary>
    public StoreTime? Next { get; init; }

    /// <summary>The last time that a run was started for.</summary>
    public StoreTime? Last { get; init; }

    /// <summary>The run that was started last.</summary>
    public string? LastRun { get; init; }

    /// <summary>Its runs that are not known to have ended; where runs may overlap, nobody counts them.</summary>
    public IReadOnlyList<string> Living { get; init; } = [];

    /// <summary>The time whose run waits until the one before has ended.</summary>
    public StoreTime? Pending { get; init; }

    /// <summary>Ranges of times whose runs are made up for, first and last time of each.</summary>
    public IReadOnlyList<(StoreTime First, StoreTime Last)> Backlog { get; init; } = [];

    /// <summary>How many runs it has started.</summary>
    public long Started { get; init; }

    /// <summary>How many times were passed over because a run had not ended.</summary>
    public long Skipped { get; init; }

    /// <summary>How many times were missed and not made up for; of one gap at most 10,000 are counted.</summary>
    public long Missed { get; init; }

    /// <summary>When it was paused; null when it is not.</summary>
    public StoreTime? Paused { get; init; }

    /// <summary>Why the last time could not be started; null when it could.</summary>
    public string? ErrorId { get; init; }

    public static ScheduleState Of(ItemHeader header)
    {
        IReadOnlyDictionary<string, string> fields = header.Fields;
        return new ScheduleState
        {
            Next = HeaderFields.Time(header, NextField),
            Last = HeaderFields.Time(header, LastField),
            LastRun = fields.GetValueOrDefault(LastRunField),
            Living = fields.TryGetValue(LivingField, out string? living) ? living.Split(' ') : [],
            Pending = HeaderFields.Time(header, PendingField),
            Backlog = fields.TryGetValue(BacklogField, out string? ranges) ? [.. ranges.Split(' ').Select(Range)] : [],
            Started = Count(fields, StartedField),
            Skipped = Count(fields, SkippedField),
            Missed = Count(fields, MissedField),
            Paused = HeaderFields.Time(header, PausedField),
            ErrorId = fields.GetValueOrDefault(HeaderFields.ErrorId),
        };
    }

    /// <summary>The fields that say so.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Fields =>
    [
        HeaderFields.Set(NextField, Next?.ToString()),
        HeaderFields.Set(LastField, Last?.ToString()),
        HeaderFields.Set(LastRunField, LastRun),
        HeaderFields.Set(LivingField, Living.Count == 0 ? null : string.Join(' ', Living)),
        HeaderFields.Set(PendingField, Pending?.ToString()),
        HeaderFields.Set(BacklogField, Backlog.Count == 0 ? null : string.Join(' ', Backlog.Select(r => $"{r.First}-{r.Last}"))),
        HeaderFields.Set(StartedField, Text(Started)),
        HeaderFields.Set(SkippedField, Text(Skipped)),
        HeaderFields.Set(MissedField, Text(Missed)),
        HeaderFields.Set(PausedField, Paused?.ToString()),
        HeaderFields.Set(HeaderFields.ErrorId, ErrorId),
    ];

    private static (StoreTime First, StoreTime Last) Range(string text)
    {
        int dash = text.IndexOf('-', 1);
        return (new StoreTime(long.Parse(text[..dash], CultureInfo.InvariantCulture)), new StoreTime(long.Parse(text[(dash + 1)..], CultureInfo.InvariantCulture)));
    }

    private static long Count(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static string? Text(long count) => count == 0 ? null : count.ToString(CultureInfo.InvariantCulture);
}
