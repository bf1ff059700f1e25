using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Display;

/// <summary>What goes on in a run right now: the step at work, a countdown, the branches of an open wait with their steps.</summary>
internal sealed class LivePicture
{
    private string? _doing;
    private DateTimeOffset _since;

    /// <summary>The lines, cut to the terminal.</summary>
    public IReadOnlyList<string> Of(RunNews news, int width, int height)
    {
        List<(int Depth, StepLine Line)> lines = [.. LinesOf(news)];
        int hidden = lines.Count - height;
        IEnumerable<string> shown = lines.Take(height).Select(l => Indent(l.Depth) + StepMarkup.Of(l.Line, width - 3 - (2 * l.Depth)));
        return [.. shown, .. hidden > 0 ? [$"    [grey]… {hidden} more[/]"] : Array.Empty<string>()];
    }

    private IEnumerable<(int Depth, StepLine Line)> LinesOf(RunNews news)
    {
        if (news.IsOver)
        {
            return [];
        }

        StepView? last = news.Steps.Count > 0 ? news.Steps[^1] : null;
        return last switch
        {
            { FanOut: { } wait, Status: "Waiting" } => [(0, StepLine.Of(last)), .. wait.Branches.SelectMany(b => BranchLines(b, news.Now))],
            { Status: "Waiting", Kind: StepKind.Signal or StepKind.Approval or StepKind.Child, Due: null } => [(0, StepLine.Of(last))],
            { Status: "Waiting", Due: { } due } when due > news.Now => [(0, StepLine.Of(last, due - news.Now))],
            { Status: "Retrying", Due: { } due } when due > news.Now => [(0, StepLine.Of(last, due - news.Now))],
            _ => [(0, Doing(news))],
        };
    }

    // Ended branches without trouble are in the wait's count; their lines come when it is over.
    private static IEnumerable<(int Depth, StepLine Line)> BranchLines(BranchView branch, DateTimeOffset now)
    {
        if (branch.Status == "Completed")
        {
            yield break;
        }

        yield return (1, StepLine.Of(branch, now));
        foreach (StepView step in branch.Steps)
        {
            yield return (2, StepLine.Of(step, step.Status is "Waiting" or "Retrying" ? step.Due - now : null));
        }
    }

    private StepLine Doing(RunNews news)
    {
        bool isQueued = news.Run.Status == RunStatus.Queued;
        string doing = isQueued ? "queued" : news.Run.Step ?? "";
        if (doing != _doing)
        {
            _doing = doing;
            _since = news.Now;
        }

        string detail = Span.Text(TimeSpan.FromSeconds(Math.Floor((news.Now - _since).TotalSeconds)));
        return isQueued ? new StepLine(StepMark.Queued, "run", "queued", detail)
            : doing.Length > 0 ? new StepLine(StepMark.Running, "step", doing, detail)
            : new StepLine(StepMark.Running, "run", "at work", detail);
    }

    private static string Indent(int depth) => new(' ', 2 + (2 * depth));
}
