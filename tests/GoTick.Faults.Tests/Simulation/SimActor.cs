using System.Diagnostics.CodeAnalysis;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>
/// A thread of a machine in lock step with the world: it runs only while the event that woke it happens, and that event is over when the thread waits
/// again. So there are real threads, with real stacks and real blocking, of which never two run at one time.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Semaphores whose wait handles are never asked for hold nothing.")]
internal sealed class SimActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [ThreadStatic]
    private static SimActor? _current;

    private readonly SimMachine _machine;
    private readonly SimContext _context;
    private readonly Action _body;
    private readonly SemaphoreSlim _turn = new(0);
    private readonly SemaphoreSlim _back = new(0);
    private int _generation;
    private bool _hasEnded;
    private SimTimer? _timer;

    public SimActor(SimMachine machine, SimContext context, Action body)
    {
        _machine = machine;
        _context = context;
        _body = body;
    }

    /// <summary>The actor of this thread; null on the world's own.</summary>
    public static SimActor? Current => _current;

    /// <summary>True while it waits to be woken.</summary>
    public bool IsParked { get; private set; }

    public void Begin()
    {
        SimThreads.Run(Run);
        Wake(_machine.Scheduler.Moment());
    }

    /// <summary>On the actor's thread: lets others be, for a time.</summary>
    public void Yield(TimeSpan time)
    {
        Wake(time);
        Wait();
    }

    /// <summary>On the actor's thread: waits until it is woken, or for a time.</summary>
    public void Park(TimeSpan time)
    {
        IsParked = true;
        Wake(time);
        Wait();
        IsParked = false;
    }

    /// <summary>Wakes it in a time, unless it was woken before.</summary>
    public void Wake(TimeSpan time)
    {
        int generation = ++_generation;
        _machine.Scheduler.In(time, _machine, () =>
        {
            if (generation == _generation && !_hasEnded)
            {
                Resume();
            }
        });
    }

    /// <summary>On the actor's thread, which will block in a moment until the timer fires: from here on it counts as waiting.</summary>
    public void BlocksOn(SimTimer timer)
    {
        _generation++;
        timer.Waiter = this;
        _timer = timer;
        _back.Release();
    }

    /// <summary>Does something that lets the blocked thread run, and waits until it waits again.</summary>
    public void RunsOn(Action wake)
    {
        _timer = null;
        wake();
        AwaitBack();
    }

    /// <summary>The machine is dead: the thread unwinds.</summary>
    public void Reap()
    {
        if (_timer is { } timer)
        {
            timer.Fire();
        }

        if (!_hasEnded)
        {
            Resume();
        }
    }

    private void Resume()
    {
        _generation++;
        _turn.Release();
        AwaitBack();
    }

    /// <summary>A thread that does not come back blocks on something that the world does not know of: a defect of the simulation, or of the engine.</summary>
    private void AwaitBack()
    {
        if (!_back.Wait(Patience))
        {
            throw new InvalidOperationException(
                $"A thread of {_machine.Name} does not come back.\n{string.Join("\n", _machine.Scheduler.Trace.TakeLast(30))}");
        }
    }

    private void Wait()
    {
        ThrowIfDead();
        _back.Release();
        _turn.Wait();
        ThrowIfDead();
    }

    private void ThrowIfDead()
    {
        if (_machine.IsDead)
        {
            throw new SimDeath();
        }
    }

    private void Run()
    {
        _turn.Wait();
        _current = this;
        try
        {
            if (!_machine.IsDead)
            {
                _context.Run(_body);
            }
        }
        catch (SimDeath)
        {
            // As wanted: nothing of a dead machine goes on.
        }
        catch (Exception e) when (!_machine.IsDead)
        {
            _machine.Scheduler.Broken.Add(e);
        }
        catch (Exception)
        {
            // What a dying thread meets on its way out, nobody sees.
        }
        finally
        {
            _current = null;
            _hasEnded = true;
            _machine.Ended(this);
            _back.Release();
        }
    }
}
