namespace GoTick.Faults.Tests.Simulation;

/// <summary>
/// The world's one order: everything that happens is an event at a virtual time, and one happens after another. Who comes first of those that could
/// come now, the seed decides: each gets a small delay of chance.
/// </summary>
internal sealed class SimScheduler(int seed)
{
    private readonly PriorityQueue<(SimMachine? Machine, Action Happen), (long At, long Number)> _events = new();
    private readonly List<string> _trace = [];
    private long _number;

    /// <summary>What the seed decides.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>How much virtual time has passed, in ticks.</summary>
    public long Now { get; private set; }

    /// <summary>What happened, in order: the same for the same seed.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>What ended threads that should not have ended so.</summary>
    public List<Exception> Broken { get; } = [];

    public void Note(string what) => _trace.Add($"{TimeSpan.FromTicks(Now).TotalMilliseconds:F3} {what}");

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public TimeSpan Between(double least, double most) => TimeSpan.FromSeconds(least + (Random.NextDouble() * (most - least)));

    /// <summary>The little that something takes which could happen at once.</summary>
    public TimeSpan Moment() => TimeSpan.FromTicks(Random.Next(1, 2_000));

    /// <summary>Something is to happen on a machine; not while it stands still, and not at all once it is dead.</summary>
    public void In(TimeSpan delay, SimMachine? machine, Action happen) =>
        _events.Enqueue((machine, happen), (Now + Math.Max(0, delay.Ticks), ++_number));

    /// <summary>Lets events happen until something is so. False when the time was over before.</summary>
    public bool RunUntil(Func<bool> isSo, TimeSpan limit)
    {
        while (!isSo())
        {
            if (!_events.TryDequeue(out (SimMachine? Machine, Action Happen) next, out (long At, long Number) when) || when.At > limit.Ticks)
            {
                return false;
            }

            Now = Math.Max(Now, when.At);
            if (next.Machine is { } machine && (machine.IsDead || machine.StandsStillUntil > Now))
            {
                if (!machine.IsDead)
                {
                    _events.Enqueue(next, (machine.StandsStillUntil, when.Number));
                }

                continue;
            }

            next.Happen();
        }

        return true;
    }
}
