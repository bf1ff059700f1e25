namespace GoTick.Core.Execution;

/// <summary>
/// One activation as an executor takes it through. It is opened and ended where its script runs: handing it from thread to thread costs more than a step.
/// </summary>
public interface IActivationPass
{
    /// <summary>Reads what the activation needs; waits for a store that is away. Null: there is nothing to execute, and nothing to end.</summary>
    IActivation? Open();

    /// <summary>Records how it ended; waits for a store that is away.</summary>
    void End(ActivationOutcome outcome);

    /// <summary>Records that the executor failed.</summary>
    void Fail(Exception bug);
}
