using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Asks people for their consent, waits for it, and gives who approved, when and with what comment. A denial and a time that is over are errors, so that
/// nothing goes on that nobody approved: <c>TickApprovalDenied</c>, <c>TickApprovalExpired</c>. The flow may catch them (the result is the error's target), or, with
/// <c>-ErrorAction SilentlyContinue</c>, look at the result itself. Not in a branch (<c>TickApprovalInBranch</c>).
/// </summary>
[Cmdlet(VerbsLifecycle.Wait, "TickApproval")]
[OutputType(typeof(TickApprovalResult))]
public sealed class WaitTickApprovalCommand : FlowCommand
{
    /// <summary>The step's name: 1 to 200 characters without <c># [ ]</c>; the next use of it in the flow is <c>NAME#2</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>What is asked, 1 to 10,000 characters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Message { get; set; } = "";

    /// <summary>What those who are asked should look at, kept with the question: votes are for exactly this.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Data { get; set; }

    /// <summary>Who is asked, by account name (<c>DOMAIN\user</c>, or <c>user</c> of any domain). Default: anybody.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Approver { get; set; } = [];

    /// <summary>How many must approve. Default 1. One who denies is always enough.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Quorum { get; set; } = 1;

    /// <summary>How long; a number is seconds. Default: for ever.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Who is asked too, after <c>-EscalateAfter</c>; those before may still decide.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] EscalateTo { get; set; } = [];

    /// <summary>After how long the ones of <c>-EscalateTo</c> are asked, too; a number is seconds.</summary>
    [Parameter]
    [SecondsTransformation]
    [NotNegative]
    public TimeSpan? EscalateAfter { get; set; }

    /// <summary>Counts votes under verified names only. Names given over a store are not: any process that writes to it can say any name.</summary>
    [Parameter]
    public SwitchParameter RequireVerified { get; set; }

    private bool GoesOn => GivenErrorAction is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore;

    internal override void Run()
    {
        RequireFlowScope(Name);
        var request = new ApprovalRequest
        {
            Name = Name,
            Message = Message,
            Data = MyInvocation.BoundParameters.ContainsKey(nameof(Data)) ? ValueCodec.Encode(Data, $"The data of approval '{Name}'") : Payload.None,
            Approvers = Approver,
            Quorum = Quorum,
            Timeout = Timeout,
            EscalateTo = EscalateTo,
            EscalateAfter = EscalateAfter,
            RequiresVerified = RequireVerified,
        };
        ApprovalResult result = Flow.Activation.WaitForApproval(request, Flow.PositionOf(MyInvocation))
            ?? throw Flow.Unwind(new ActivationOutcome.Suspended());
        Give(new TickApprovalResult(result));
    }

    private void Give(TickApprovalResult result)
    {
        if (!result.Approved)
        {
            TickException error = result.By is null
                ? new TickException(TickErrorId.ApprovalExpired, TickErrorKind.Timeout, $"Approval '{result.Name}' was not given in time.") { Target = result }
                : new TickException(TickErrorId.ApprovalDenied, TickErrorKind.Security, $"Approval '{result.Name}': {result}") { Target = result };
            if (!GoesOn)
            {
                throw FlowError.Of(error);
            }

            WriteError(TickErrors.ToRecord(error));
        }

        WriteObject(result);
    }
}
