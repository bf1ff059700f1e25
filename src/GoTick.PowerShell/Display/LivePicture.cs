using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Display;

/// <summary>
/// What goes on in a run right now: the step at work, a countdown, the branches of an open wait with their steps, and below them how the run as a whole stands.
/// </summary>
internal sealed class LivePicture(Painter painter)
{
    private string? _doing;
    private DateTimeOffset _since;

    /// <summary>The lines, cut to the terminal.</summary>
    public IReadOnlyList<string> Of(RunNews news, int width, int height)
    {
        if (news.IsOver)
        {
            return [];
        }

        List<(int Depth, StepLine Line)> lines = [.. LinesOf(news)];
        int hidden = lines.Count - height;
        IEnumerable<string> shown = lines.Take(height).Select(l => Indent(l.Depth) + painter.Line(l.Line, width - 3 - (2 * l.Depth), Sign(l.Line.Mark, news.Now)));
        return [.. shown, .. hidden > 0 ? [painter.Of(Ink.Faint, $"    … {hidden} more")] : Array.Empty<string>(), Footer(news, width)];
    }

    private IEnumerable<(int Depth, StepLine Line)> LinesOf(RunNews news)
    {
        StepView? last = news.Steps.Count > 0 ? news.Steps[^1] : null;
        return last switch
        {
            { FanOut: { } wait, Status: "Waiting" } => [(0, StepLine.Of(last) with { Progress = Done(wait) }), .. wait.Branches.SelectMany(b => BranchLines(b, news.Now))],
            { Status: "Waiting", Kind: StepKind.Signal or StepKind.Approval or StepKind.Child, Due: null } => [(0, StepLine.Of(last))],
            { Status: "Waiting", Due: { } due } when due > news.Now => [(0, StepLine.Of(last, due - news.Now))],
            { Status: "Retrying", Due: { } due } when due > news.Now => [(0, StepLine.Of(last, due - news.Now))],
            _ when news.Run is { WaitsFor: { Kind: StepKind.Limit } limit, Status: not RunStatus.Running } => [(0, new StepLine(StepMark.Waiting, "limit", limit.Name, "waits for its turn"))],
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

        string detail = Span.Countdown(TimeSpan.FromSeconds(Math.Floor((news.Now - _since).TotalSeconds)));
        return isQueued ? new StepLine(StepMark.Queued, "run", "queued", detail)
            : doing.Length > 0 ? new StepLine(StepMark.Running, "step", doing, detail) { Progress = news.Run.StepProgress }
            : new StepLine(StepMark.Running, "run", "at work", detail);
    }

    private string Footer(RunNews news, int width)
    {
        TimeSpan age = TimeSpan.FromSeconds(Math.Max(0, Math.Floor((news.Now - news.Run.Created).TotalSeconds)));
        int done = news.Steps.Count(s => s.Status == "Completed");
        string text = $"  {news.Run.Status}  {Span.Countdown(age)}{(done == 0 ? "" : done == 1 ? "  1 step done" : $"  {done} steps done")}";
        return painter.Of(Ink.Faint, Cells.Cut(text, width - 1)) + painter.Progress(news.Run.Progress, width - Cells.Of(text) - 3);
    }

    private static ProgressReport? Done(FanOutView wait) => wait.Total > 1 ? new ProgressReport((int)(100L * wait.Done / wait.Total), null, null) : null;

    private static char? Sign(StepMark mark, DateTimeOffset now) => mark == StepMark.Running ? Painter.Turning(now) : null;

    private static string Indent(int depth) => new(' ', 2 + (2 * depth));
}
