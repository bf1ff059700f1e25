using GoTick.Core.Flows;
using GoTick.Core.Schedules;

namespace GoTick.Core.Client;

/// <summary>A schedule as it was when it was looked up.</summary>
public sealed record ScheduleView
{
    /// <summary>What it is.</summary>
    public required ScheduleDefinition Definition { get; init; }

    /// <summary>How it stands.</summary>
    public required ScheduleStatus Status { get; init; }

    /// <summary>Its next time; null when there is none, or while it is paused.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>When the run of <see cref="Next"/> starts: later by its jitter.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The times to come that were asked for, as they are read in its zone; for a paused one those that would come.</summary>
    public IReadOnlyList<DateTimeOffset> Upcoming { get; init; } = [];

    /// <summary>The last of its times that a run was started for.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The run that it started last, by hand too; null = none yet.</summary>
    public ItemId? LastRun { get; init; }

    /// <summary>The time whose run waits for the end of the one before; null = none.</summary>
    public DateTimeOffset? Pending { get; init; }

    /// <summary>How many runs of past times are still to come; at most 10,000 are counted.</summary>
    public int Backlog { get; init; }

    /// <summary>How many runs it has started.</summary>
    public long Started { get; init; }

    /// <summary>How many times were passed over because a run had not ended.</summary>
    public long Skipped { get; init; }

    /// <summary>How many times were missed and not made up for.</summary>
    public long Missed { get; init; }

    /// <summary>When it was paused; null when it is not.</summary>
    public DateTimeOffset? Paused { get; init; }

    /// <summary>When it was made or changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>Who made or changed it; null when nobody is known.</summary>
    public string? By { get; init; }

    /// <summary>Why its last time could not be started; null when it could.</summary>
    public string? ErrorId { get; init; }
}
