using System.Management.Automation;

namespace GoTick.PowerShell.Commands;

/// <summary>Denies what runs ask for. One denial decides; the flow sees the error <c>TickApprovalDenied</c>.</summary>
[Cmdlet(VerbsLifecycle.Deny, "TickApproval", SupportsShouldProcess = true)]
[OutputType(typeof(TickApproval))]
public sealed class DenyTickApprovalCommand : VoteCommand
{
    internal override bool Approves => false;
}
