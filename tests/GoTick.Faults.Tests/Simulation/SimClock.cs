namespace GoTick.Faults.Tests.Simulation;

/// <summary>A machine's clocks: the monotonic one is the world's, the wall clock may jump.</summary>
internal sealed class SimClock(SimMachine machine) : TimeProvider
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => machine.Scheduler.Now;

    public override DateTimeOffset GetUtcNow() => Epoch + TimeSpan.FromTicks(machine.Scheduler.Now) + Offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(machine, callback, state);
        timer.Change(dueTime, period);
        // A thread of the engine makes a timer for one thing only: to wait for it, blocking, before it repeats a call.
        SimActor.Current?.BlocksOn(timer);
        return timer;
    }
}
