using GoTick.Core.Client;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>A line of a run's steps: a step, a branch of a wait, or a step within a branch.</summary>
/// <param name="Number">The step's number among the run's, from 1; 0 for what lies deeper.</param>
/// <param name="Depth">0 for the run's steps, 1 for branches, 2 for their steps.</param>
/// <param name="Step">The step; null for a branch.</param>
/// <param name="Branch">The branch that it is, or stands in; null outside of branches.</param>
public sealed record StepRow(int Number, int Depth, StepView? Step, BranchView? Branch)
{
    /// <summary>Its key.</summary>
    public string Key => Step?.Key ?? Branch!.Key;

    /// <summary>Its status.</summary>
    public string Status => Step?.Status ?? Branch!.Status;

    /// <summary>What tells it from all others of the run.</summary>
    public (string? Branch, string Key, string Kind) Identity => (Branch?.Key, Key, Step?.Kind.ToString() ?? "");

    /// <summary>The lines of a run.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="isOpen">Which waits are shown with their branches.</param>
    public static List<StepRow> Of(IReadOnlyList<StepView> steps, Func<StepView, bool> isOpen)
    {
        List<StepRow> rows = new(steps.Count);
        for (int i = 0; i < steps.Count; i++)
        {
            rows.Add(new StepRow(i + 1, 0, steps[i], null));
            if (steps[i].FanOut is not { } wait || !isOpen(steps[i]))
            {
                continue;
            }

            foreach (BranchView branch in wait.Branches)
            {
                rows.Add(new StepRow(0, 1, null, branch));
                rows.AddRange(branch.Steps.Select(s => new StepRow(0, 2, s, branch)));
            }
        }

        return rows;
    }
}
