using GoTick.Core.Client;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Display;

/// <summary>
/// Turns looks at a run into the lines that stay: each state of a step once, in the order in which things happened. Only steps at the end of the list are
/// looked at, so that a long run costs no more than a short one.
/// </summary>
/// <param name="passing">True: also states that pass (a sleep that began, an attempt that failed), for displays that cannot change a line.</param>
internal sealed class RunLines(bool passing)
{
    /// <summary>The most branches of a wait that are printed one by one.</summary>
    public const int BranchesShown = 20;

    private readonly HashSet<(string Gate, int Branch)> _branches = [];
    private string? _last;
    private int _settled;
    private int _continued;

    /// <summary>The new lines.</summary>
    public IReadOnlyList<RunLine> Next(RunNews news)
    {
        if (news.Run.Continued != _continued)
        {
            // It went on as new: its steps begin again.
            (_continued, _settled, _last) = (news.Run.Continued, 0, null);
            _branches.Clear();
        }

        // Where there is a picture, progress moves in it.
        List<RunLine> lines = [.. news.Records.Where(r => passing || r.Stream != StreamKind.Progress).Select(r => new RunLine(r.Time, 0, null, r))];
        for (int i = _settled; i < news.Steps.Count; i++)
        {
            lines.AddRange(LinesOf(news.Steps[i]));
        }

        // What was written in a step stands above its end; a stable sort keeps that where times are equal.
        return [.. lines.OrderBy(l => l.Time)];
    }

    private IReadOnlyList<RunLine> LinesOf(StepView step)
    {
        bool isSettled = step.Status is "Completed" or "Failed" or "Canceled";
        RunLine[] branches = step.FanOut is { } wait && (passing || isSettled) ? [.. BranchLines(wait, passing ? null : step.Time + step.Took)] : [];
        RunLine[] own = isSettled || passing ? [.. OwnLine(step, isSettled)] : [];
        if (isSettled)
        {
            _settled++;
            _last = null;
        }

        // Where lines cannot change, branches come as they end; else they stand below their wait once it is over.
        return passing ? [.. branches, .. own] : [.. own, .. branches];
    }

    private IEnumerable<RunLine> OwnLine(StepView step, bool isSettled)
    {
        StepLine line = StepLine.Of(step);
        if (!isSettled && step.FanOut is { } wait)
        {
            line = line with { Detail = $"for {Count(wait.Total)}" };
        }

        if (line.Text != _last)
        {
            _last = line.Text;
            yield return new RunLine(TimeOf(step, isSettled), 0, line, null);
        }
    }

    private IEnumerable<RunLine> BranchLines(FanOutView wait, DateTimeOffset? closed)
    {
        foreach (BranchView branch in wait.Branches.Where(b => b.Status is "Completed" or "Failed"))
        {
            bool isShown = branch.Index < BranchesShown || branch.Status == "Failed";
            if (!isShown || !_branches.Add((wait.Gate, branch.Index)))
            {
                continue;
            }

            DateTimeOffset time = closed ?? branch.Ended ?? default;
            yield return new RunLine(time, 1, StepLine.Of(branch), null);
            foreach (StepView step in passing ? [] : branch.Steps)
            {
                yield return new RunLine(time, 2, StepLine.Of(step), null);
            }
        }

        if (closed is { } end && wait.Branches.Count(b => b.Status == "Completed" && b.Index >= BranchesShown) is > 0 and var more)
        {
            yield return new RunLine(end, 1, new StepLine(StepMark.Done, "branch", $"{more} more", ""), null);
        }
    }

    // A sleep that is over was recorded when it began: its line belongs where its end was.
    private static DateTimeOffset TimeOf(StepView step, bool isSettled) => (step, isSettled) switch
    {
        ({ Kind: Core.Flows.StepKind.Sleep, Due: { } due }, true) => due,
        ({ FanOut: not null }, true) => step.Time + step.Took,
        _ => step.Time,
    };

    private static string Count(int branches) => branches == 1 ? "1 branch" : $"{branches} branches";
}
