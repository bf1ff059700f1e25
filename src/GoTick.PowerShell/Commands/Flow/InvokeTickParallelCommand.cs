using System.Management.Automation;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>Makes one branch an item and waits for all of them: <c>$urls | Invoke-TickParallel download { … }</c>. Writes one element an item, in order.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "TickParallel")]
[OutputType(typeof(object))]
public sealed class InvokeTickParallelCommand : RetryCommand
{
    private readonly List<TickBranch> _branches = [];
    private BranchMaker? _maker;

    /// <summary>An item: the branch's <c>$_</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>The block's <c>$args</c> or parameters, by position.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public object[]? ArgumentList { get; set; }

    /// <summary>The most that run at once over all workers: 1 to 1,000. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, FanOutRequest.MaxLive)]
    public int ThrottleLimit { get; set; } = 5;

    internal override void Take()
    {
        RequireFlowScope(Name);
        _maker ??= new BranchMaker(Flow, this, Name, ScriptBlock, Policy(), ArgumentList);
        _branches.AddRange(_maker.Of(InputObject));
    }

    internal override void Run()
    {
        RequireFlowScope(Name);
        new BranchWait(Flow, this, GivenErrorAction).Run(_branches, ThrottleLimit, isAny: false);
    }
}
