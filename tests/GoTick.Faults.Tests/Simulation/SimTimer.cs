namespace GoTick.Faults.Tests.Simulation;

/// <summary>A timer of a machine; it fires as an event.</summary>
internal sealed class SimTimer(SimMachine machine, TimerCallback callback, object? state) : ITimer
{
    private int _generation;
    private bool _isFiring;

    /// <summary>The thread that blocks until this fires; null when none does.</summary>
    public SimActor? Waiter { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        int generation = ++_generation;
        if (dueTime >= TimeSpan.Zero && !machine.IsDead)
        {
            machine.Scheduler.In(dueTime + machine.Scheduler.Moment(), machine, () => Elapsed(generation, period));
        }

        return true;
    }

    /// <summary>Fires now, if it did not yet.</summary>
    public void Fire()
    {
        _generation++;
        SimActor? waiter = Waiter;
        Waiter = null;
        _isFiring = true;
        if (waiter is null)
        {
            callback(state);
        }
        else
        {
            waiter.RunsOn(() => callback(state));
        }

        _isFiring = false;
    }

    public void Dispose()
    {
        _generation++;
        if (!_isFiring && Waiter is { } waiter)
        {
            // The wait was given up: its thread runs already.
            Waiter = null;
            waiter.RunsOn(() => { });
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Elapsed(int generation, TimeSpan period)
    {
        if (generation == _generation)
        {
            if (period > TimeSpan.Zero)
            {
                Change(period, period);
                callback(state);
            }
            else
            {
                Fire();
            }
        }
    }
}
