using GoTick.Core.Execution;

namespace GoTick.PowerShell.Tests;

/// <summary>A pass whose outcome is given back instead of being recorded.</summary>
internal sealed class OnePass(IActivation activation) : IActivationPass
{
    private ActivationOutcome? _outcome;
    private Exception? _bug;

    public static async Task<ActivationOutcome> RunAsync(IFlowExecutor executor, IActivation activation, CancellationToken stop)
    {
        var pass = new OnePass(activation);
        await executor.RunAsync(pass, stop);
        return pass._bug is null ? pass._outcome! : throw new InvalidOperationException("The executor failed.", pass._bug);
    }

    public IActivation Open() => activation;

    public void End(ActivationOutcome outcome) => _outcome = outcome;

    public void Fail(Exception bug) => _bug = bug;
}
