namespace GoTick.Core.Execution;

/// <summary>The port through which workers execute scripts. Core knows nothing of PowerShell; the hosting room implements this.</summary>
public interface IFlowExecutor : IAsyncDisposable
{
    /// <summary>
    /// Opens an activation, runs it from the top until it ends or suspends, and ends it: all on the thread of a slot of its own. An error of the flow
    /// is an outcome, never an exception.
    /// </summary>
    /// <param name="pass">The activation. Its methods are called one after the other, <see cref="IActivationPass.End"/> at most once.</param>
    /// <param name="stop">Stops the running pipeline at once (lease lost, drain over); the outcome is then <see cref="ActivationOutcome.Abandoned"/>.</param>
    /// <returns>Completes when the pass has ended and the slot is free, on the slot's thread: what continues there must be short.</returns>
    Task RunAsync(IActivationPass pass, CancellationToken stop);
}
