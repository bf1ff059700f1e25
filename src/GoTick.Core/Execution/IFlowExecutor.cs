namespace GoTick.Core.Execution;

/// <summary>The port through which workers execute scripts. Core knows nothing of PowerShell; the hosting room implements this.</summary>
public interface IFlowExecutor : IAsyncDisposable
{
    /// <summary>
    /// Runs one activation from the top until it ends or suspends, on a slot of its own. An error of the flow is an outcome, never an exception.
    /// </summary>
    /// <param name="activation">The journal port; it is used from the slot's thread only.</param>
    /// <param name="stop">Stops the running pipeline at once (lease lost, drain over); the outcome is then <see cref="ActivationOutcome.Abandoned"/>.</param>
    Task<ActivationOutcome> ExecuteAsync(IActivation activation, CancellationToken stop);
}
