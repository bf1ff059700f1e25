namespace GoTick.Faults.Tests.Simulation;

/// <summary>A process: it has a clock, threads and queued work; it can stand still as a whole, and die.</summary>
internal sealed class SimMachine
{
    private readonly List<SimActor> _actors = [];
    private readonly SimContext _context;

    public SimMachine(SimScheduler scheduler, string name)
    {
        Scheduler = scheduler;
        Name = name;
        Clock = new SimClock(this);
        _context = new SimContext(this);
    }

    public SimScheduler Scheduler { get; }

    public string Name { get; }

    public SimClock Clock { get; }

    public bool IsDead { get; private set; }

    /// <summary>Told of its death.</summary>
    public Action Died { get; set; } = () => { };

    /// <summary>Until when nothing happens here, in ticks.</summary>
    public long StandsStillUntil { get; private set; }

    /// <summary>Nothing happens here for a while, as under SIGSTOP.</summary>
    public void StandStill(TimeSpan time)
    {
        Scheduler.Note($"{Name} stands still for {time.TotalSeconds:F3} s");
        StandsStillUntil = Math.Max(StandsStillUntil, Scheduler.Now + time.Ticks);
    }

    /// <summary>Work of a pool thread, soon. Nothing once the machine is dead: what it left behind is finalized at moments that no seed decides.</summary>
    public void Post(Action work)
    {
        if (!IsDead)
        {
            Scheduler.In(Scheduler.Moment(), this, () => _context.Run(work));
        }
    }

    /// <summary>A thread that begins soon.</summary>
    public SimActor Spawn(Action body)
    {
        var actor = new SimActor(this, _context, body);
        _actors.Add(actor);
        actor.Begin();
        return actor;
    }

    /// <summary>A thread for one thing; ends when that is over, or never when the machine dies.</summary>
    public Task RunAsync(Action body)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Spawn(() =>
        {
            try
            {
                body();
                ended.SetResult();
            }
            catch (Exception e) when (e is not SimDeath)
            {
                ended.SetException(e); // the worker's to judge
            }
        });
        return ended.Task;
    }

    public void Ended(SimActor actor) => _actors.Remove(actor);

    /// <summary>Dies at once; its threads unwind without doing anything any more. Called by an event, not by a thread of the machine.</summary>
    public void Die()
    {
        if (!IsDead)
        {
            Scheduler.Note($"{Name} dies");
            IsDead = true;
            foreach (SimActor actor in _actors.ToArray())
            {
                actor.Reap();
            }

            Died();
        }
    }
}
