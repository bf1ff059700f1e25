using System.Management.Automation;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Makes a branch, which does not run yet; with pipeline input one branch an item (<c>$_</c>), keys <c>NAME[i]</c>. The block is flow scope: steps are
/// allowed in it. It runs elsewhere and gets <c>$_</c>, the argument list and the <c>$using:</c> values of this moment.
/// </summary>
[Cmdlet(VerbsCommon.New, "TickAsync")]
[OutputType(typeof(TickBranch))]
public sealed class NewTickAsyncCommand : RetryCommand
{
    private BranchMaker? _maker;

    /// <summary>An item: the branch's <c>$_</c>.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>The block's <c>$args</c> or parameters, by position.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public object[]? ArgumentList { get; set; }

    private bool HasInput => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    private BranchMaker Maker => _maker ??= new BranchMaker(Flow, this, Name, ScriptBlock, Policy(), ArgumentList);

    internal override void Take()
    {
        RequireFlowScope(Name);
        if (HasInput)
        {
            WriteObject(Maker.Of(InputObject), enumerateCollection: true);
        }
    }

    internal override void Run()
    {
        RequireFlowScope(Name);
        if (!HasInput)
        {
            WriteObject(Maker.Single());
        }
    }
}
