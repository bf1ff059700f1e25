using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>Runs branches, waits for them and hands out what they gave.</summary>
internal readonly struct BranchWait(FlowContext flow, PSCmdlet cmdlet, ActionPreference? errorAction)
{
    private bool GoesOn => errorAction is ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore;

    /// <summary>Writes one element a branch, in order; with <paramref name="isAny"/> the value of the first that came to its end.</summary>
    /// <exception cref="RuntimeException"><c>TickBranchFailed</c>, holding all failures.</exception>
    public void Run(IReadOnlyList<TickBranch> branches, int throttleLimit, bool isAny)
    {
        bool isOver = isAny && branches.Any(b => b.State == TickBranchState.Completed);
        TickBranch[] open = isOver ? [] : [.. branches.Where(b => b.State == TickBranchState.Created).Distinct()];
        if (open.Length > 0)
        {
            Wait(open, throttleLimit, isAny);
        }

        TickBranch? winner = isAny ? branches.FirstOrDefault(b => b.State == TickBranchState.Completed) : null;
        if (winner is not null)
        {
            cmdlet.WriteObject(winner.Value, enumerateCollection: false);
            return;
        }

        TickBranch[] failed = [.. branches.Where(b => b.State == TickBranchState.Failed).Distinct()];
        if (failed.Length > 0)
        {
            Report(failed, branches.Count);
        }

        foreach (TickBranch branch in isAny ? [] : branches)
        {
            cmdlet.WriteObject(branch.Value, enumerateCollection: false);
        }
    }

    private void Wait(TickBranch[] open, int throttleLimit, bool isAny)
    {
        var request = new FanOutRequest
        {
            Branches = [.. open.Select(b => b.Request)],
            ThrottleLimit = throttleLimit,
            IsAny = isAny,
            StopsOnFailure = !GoesOn && !isAny,
        };
        IReadOnlyList<BranchResult> results = flow.Activation.WaitForBranches(request, flow.PositionOf(cmdlet.MyInvocation))
            ?? throw flow.Unwind(new ActivationOutcome.Suspended());
        foreach (BranchResult result in results)
        {
            open[result.Index].End(
                StateOf(result.State),
                StepValue.AsElement(ValueCodec.Decode(result.Value)),
                result.Error is null ? null : TickErrors.ToRecord(result.Error));
        }
    }

    private void Report(TickBranch[] failed, int count)
    {
        if (GoesOn)
        {
            foreach (TickBranch branch in failed)
            {
                cmdlet.WriteError(branch.Error);
            }

            return;
        }

        FailureDetails[] causes = [.. failed.Select(b => TickErrors.ToDetails(b.Error!, null))];
        string keys = string.Join(", ", failed.Take(5).Select(b => $"'{b.Key}'")) + (failed.Length > 5 ? ", …" : "");
        throw FlowError.Of(new FailureDetails
        {
            ErrorId = TickErrorId.BranchFailed,
            Message = $"{failed.Length} of {count} branches failed: {keys}. The first said: {causes[0].Message}",
            Category = nameof(ErrorCategory.OperationStopped),
            Target = failed[0].Key,
            Causes = causes,
        });
    }

    private static TickBranchState StateOf(BranchState state) => state switch
    {
        BranchState.Completed => TickBranchState.Completed,
        BranchState.Failed => TickBranchState.Failed,
        BranchState.Canceled => TickBranchState.Canceled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
