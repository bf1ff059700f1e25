using GoTick.Core.Workers;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>The dispatcher's turns, on a thread of its machine and by virtual time.</summary>
internal sealed class SimPace(SimMachine machine) : IDispatchPace
{
    // Not continued on the dispatcher's thread, which ends with this.
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SimActor? _actor;
    private bool _wasPulsed;

    public void Start(Func<TimeSpan?> turn) => _actor = machine.Spawn(() =>
    {
        while (turn() is { } wait)
        {
            if (!_wasPulsed)
            {
                _actor!.Park(wait > TimeSpan.Zero ? wait : machine.Scheduler.Moment());
            }

            _wasPulsed = false;
        }

        _ended.SetResult();
    });

    public void Pulse()
    {
        _wasPulsed = true;
        if (_actor is { IsParked: true } actor)
        {
            actor.Wake(machine.Scheduler.Moment());
        }
    }

    public Task StopAsync()
    {
        Pulse();
        return _ended.Task;
    }

    public Task OnThreadAsync(Action work) => machine.RunAsync(work);
}
