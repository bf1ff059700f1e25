using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Approves what runs ask for. It is decided when as many as were asked for have approved.</summary>
[Cmdlet(VerbsLifecycle.Approve, "TickApproval", SupportsShouldProcess = true)]
[OutputType(typeof(TickApproval))]
public sealed class ApproveTickApprovalCommand : VoteCommand
{
    internal override bool Approves => true;
}
