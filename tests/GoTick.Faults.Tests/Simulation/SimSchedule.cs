using GoTick.Core.Client;
using GoTick.Core.Schedules;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>A schedule with a few times; in some worlds all of them are past, by more than what counts as late, when the first worker comes.</summary>
internal sealed record SimSchedule(int Every, int Count, ScheduleOverlap Overlap, ScheduleMisfire Misfire, bool IsMissed)
{
    public const string Name = "tick";

    /// <summary>Its item.</summary>
    public static readonly Core.Flows.ItemId Item = ScheduleName.ItemOf(Name);

    /// <summary>When the workers come.</summary>
    public TimeSpan WorkersCome => IsMissed ? TimeSpan.FromSeconds((Every * Count) + 70) : TimeSpan.Zero;

    public static SimSchedule Of(Random random)
    {
        int every = new[] { 2, 3, 5, 10 }[random.Next(4)];
        return new SimSchedule(
            every, random.Next(2, 6), (ScheduleOverlap)random.Next(4), (ScheduleMisfire)random.Next(3), IsMissed: random.Next(4) == 0);
    }

    public ScheduleDefinition Definition(Core.Execution.StartRequest run) => new()
    {
        Name = Name,
        Flow = run.Flow,
        Cron = $"*/{Every} * * * * *",
        End = SimClock.Epoch.AddSeconds(Every * Count),
        Arguments = run.Arguments,
        Overlap = Overlap,
        Misfire = Misfire,
    };

    /// <summary>What is wrong with it when all is over.</summary>
    public IEnumerable<string> Faults(ScheduleView found, IReadOnlyList<string> runs)
    {
        string told = $"The schedule {this} has started {found.Started}, skipped {found.Skipped}, missed {found.Missed}; there are {string.Join(", ", runs)}.";
        string[] times = [.. Enumerable.Range(1, Count).Select(i => $"{Name}@{SimClock.Epoch.AddSeconds(Every * i):yyyy-MM-dd'T'HH:mm:ss'Z'}")];
        bool isWhole = found.Started == runs.Count && found.Started + found.Skipped + found.Missed == Count && runs.All(times.Contains)
            && found is { Status: ScheduleStatus.Ended, Pending: null, Backlog: 0 };
        bool isRight = (Misfire, IsMissed) switch
        {
            (ScheduleMisfire.RunAll, true) => found.Started == Count,
            (ScheduleMisfire.RunOnce, true) => runs.SequenceEqual([times[^1]]),
            (ScheduleMisfire.Skip, true) => runs.Count == 0,
            (ScheduleMisfire.RunAll, false) => found.Missed == 0 && (Overlap != ScheduleOverlap.Allow || found.Skipped == 0),
            _ => Overlap != ScheduleOverlap.Allow || found.Skipped == 0,
        };
        return isWhole && isRight ? [] : [told];
    }
}
