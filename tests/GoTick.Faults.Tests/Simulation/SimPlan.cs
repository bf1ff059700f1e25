using GoTick.Core.Limits;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>What a world has beside plain runs. Most have one thing more, some nothing, a few all of it: so each seed stays cheap, and all of them see everything.</summary>
internal sealed record SimPlan
{
    /// <summary>The queue that is paused in some worlds.</summary>
    public const string Queue = "second";

    /// <summary>The key that the runs of some worlds share.</summary>
    public const string Key = "shared";

    /// <summary>It has all of it, and fewer runs.</summary>
    public bool IsAll { get; init; }

    /// <summary>Flows run others as children.</summary>
    public bool HasChildren { get; init; }

    /// <summary>Some runs are cancelled from outside.</summary>
    public bool Cancels { get; init; }

    /// <summary>Some runs go to a queue that is paused and resumed.</summary>
    public bool Pauses { get; init; }

    public SimSchedule? Schedule { get; init; }

    /// <summary>The limit; null = none.</summary>
    public LimitSpec? Limit { get; init; }

    /// <summary>What is limited: runs of one key, or tasks.</summary>
    public LimitName LimitName { get; init; }

    /// <summary>True when runs hold permits from their beginning to their end.</summary>
    public bool LimitsRuns => Limit is not null && LimitName.Kind == LimitKind.Key;

    public static SimPlan Of(Random random)
    {
        int what = random.Next(12);
        bool isAll = what == 11;
        return new SimPlan
        {
            IsAll = isAll,
            HasChildren = what is 5 or 6 || isAll,
            Cancels = what is 6 or 7 || isAll,
            Schedule = what == 8 || isAll ? SimSchedule.Of(random) : null,
            Limit = what == 9 || isAll ? LimitOf(random) : null,
            LimitName = random.Next(2) == 0 ? LimitName.Of(LimitKind.Key, Key) : LimitName.Of(LimitKind.Step, "task"),
            Pauses = what == 10 || isAll,
        };
    }

    private static LimitSpec LimitOf(Random random)
    {
        var rate = new LimitRate(random.Next(2, 6), LimitUnit.Second);
        return random.Next(3) switch
        {
            0 => new LimitSpec { Concurrency = random.Next(1, 3) },
            1 => new LimitSpec { Rate = rate },
            _ => new LimitSpec { Concurrency = random.Next(1, 4), Rate = rate },
        };
    }
}
