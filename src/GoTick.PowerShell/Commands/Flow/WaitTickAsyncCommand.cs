using System.Management.Automation;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Runs branches, at most so many at once, on any worker, and waits for them. Writes exactly one element a branch, in their order; the branches' own
/// <c>Value</c>, <c>State</c> and <c>Error</c> are filled, too. A branch that has ended is not run again.
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "TickAsync")]
[OutputType(typeof(object))]
public sealed class WaitTickAsyncCommand : FlowCommand
{
    private readonly List<TickBranch> _branches = [];

    /// <summary>The branches.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [AllowEmptyCollection]
    public TickBranch[] Branch { get; set; } = [];

    /// <summary>The most that run at once over all workers: 1 to 1,000. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, FanOutRequest.MaxLive)]
    public int ThrottleLimit { get; set; } = 5;

    /// <summary>The first success ends the wait and cancels the rest; its value is written.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    internal override void Take() => _branches.AddRange(Branch);

    internal override void Run()
    {
        RequireFlowScope(_branches.Count > 0 ? _branches[0].Key : "wait");
        new BranchWait(Flow, this, GivenErrorAction).Run(_branches, ThrottleLimit, Any);
    }
}
