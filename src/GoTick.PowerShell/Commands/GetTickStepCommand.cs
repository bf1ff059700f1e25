using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>The recorded steps of runs, in order, with their values.</summary>
[Cmdlet(VerbsCommon.Get, "TickStep")]
[OutputType(typeof(TickStep))]
public sealed class GetTickStepCommand : RunCommand
{
    private WildcardPattern _pattern = null!;

    /// <summary>Only steps, and branches, of these names; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "*";

    /// <summary>
    /// Also the branches, each behind the wait for it and before its own steps, which have its key in <c>Branch</c>. Of a branch that has ended the first 20 steps are
    /// known, without values; of a wait that is open and has more than 100 branches only how many there are.
    /// </summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    internal override void Take(ItemId run)
    {
        _pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        Write(run, Await(Client.ReadStepsAsync(run, StopToken)), branch: null);
    }

    private void Write(ItemId run, IReadOnlyList<StepView> steps, string? branch)
    {
        foreach (StepView step in steps)
        {
            if (IsMeant(step.Key))
            {
                WriteObject(new TickStep(step, run.Text, branch));
            }

            if (Recurse && step.FanOut is { } wait)
            {
                // An open wait's branches are in no journal but their own.
                WriteBranches(run, step.Key, step.Status == "Waiting" ? Await(Client.WatchBranches(run).LookAsync(wait, StopToken)) ?? wait : wait, branch);
            }
        }
    }

    private void WriteBranches(ItemId run, string key, FanOutView wait, string? parent)
    {
        if (wait is { Branches.Count: 0, Total: > FanOutView.Shown })
        {
            WriteWarning(
                $"The wait '{key}' of run '{run}' has {wait.Total} branches: {wait.Done} done, {wait.Failed} of them failed, {wait.Live} at work. More than {FanOutView.Shown} are shown one by one only once it is over.");
        }

        foreach (BranchView branch in wait.Branches)
        {
            if (IsMeant(branch.Key))
            {
                WriteObject(new TickStep(branch, run.Text, parent));
            }

            Write(run, branch.Steps, branch.Key);
        }
    }

    // A key like 'b[3]' is no wildcard to whoever has copied it.
    private bool IsMeant(string key) => _pattern.IsMatch(key) || key.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
