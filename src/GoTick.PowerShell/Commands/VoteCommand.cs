using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>A vote on what runs ask for. Over a store it is given under the account of this process, marked <c>Unverified</c>.</summary>
public abstract class VoteCommand : RunCommand
{
    /// <summary>Which approval of the run. Default: the one that is pending.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PendingApprovalCompleter))]
    public string? Name { get; set; }

    /// <summary>What to say about it, at most 10,000 characters.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <summary>
    /// What was seen: the property <c>Ask</c> of an object of <c>Get-TickApproval</c>. A run that asks for something else by now is the error
    /// <c>TickApprovalChanged</c>. Default: what is asked now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Ask { get; set; }

    /// <summary>Writes the approval with this vote.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal abstract bool Approves { get; }

    internal sealed override void Take(ItemId run)
    {
        if (!ShouldProcess(Name is null ? run.Text : $"{run}, {Name}", $"{(Approves ? "Approve" : "Deny")} in {Connection.Store}"))
        {
            return;
        }

        var request = new VoteRequest { Run = run, Name = Name, Ask = Ask, Approves = Approves, Comment = Comment, By = Account.OfThisProcess };
        ApprovalView approval = Await(Client.VoteAsync(request, StopToken));
        if (PassThru)
        {
            WriteObject(new TickApproval(approval, Connection.Store));
        }
    }
}
