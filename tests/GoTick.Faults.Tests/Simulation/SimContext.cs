namespace GoTick.Faults.Tests.Simulation;

/// <summary>Where the continuations of a machine's asynchronous code go: into the world's order, instead of to a pool.</summary>
internal sealed class SimContext(SimMachine machine) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => machine.Post(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public void Run(Action work)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
