using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>What runs ask people for: all that is pending, or that of the given runs, with <c>-All</c> also what was decided.</summary>
[Cmdlet(VerbsCommon.Get, "TickApproval")]
[OutputType(typeof(TickApproval))]
public sealed class GetTickApprovalCommand : TickCommand
{
    /// <summary>The runs: ids, or run objects from the pipeline. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only approvals of these names; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PendingApprovalCompleter))]
    public string Name { get; set; } = "*";

    /// <summary>Of the given runs also what was decided, with its votes: who, when, verified or not, with what comment.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    internal override void Take()
    {
        if (Id is null)
        {
            if (All)
            {
                throw Values.ArgumentBinder.Invalid(nameof(All), "-All needs the run whose decided approvals are wanted: Get-TickApproval RUN -All.");
            }

            Write(Client.ListApprovalsAsync(cancel: StopToken).ToBlockingEnumerable(StopToken));
            return;
        }

        Each(Id, id => Write(Await(Client.ReadApprovalsAsync(ItemId.FromStored(id), All, StopToken))));
    }

    private void Write(IEnumerable<ApprovalView> approvals)
    {
        WildcardPattern pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        foreach (ApprovalView approval in approvals.Where(a => pattern.IsMatch(a.Name) || a.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)))
        {
            WriteObject(new TickApproval(approval, Connection.Store));
        }
    }
}
