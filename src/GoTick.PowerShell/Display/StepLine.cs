using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Display;

/// <summary>One line about a step or branch.</summary>
/// <param name="Mark">What state it is in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its key.</param>
/// <param name="Detail">How long, how often, why.</param>
internal sealed record StepLine(StepMark Mark, string Kind, string Name, string Detail)
{
    /// <summary>How far it is; null when it does not say.</summary>
    public ProgressReport? Progress { get; init; }

    /// <summary>The line as plain text.</summary>
    public string Text => $"{Mark.Sign()} {Kind.PadRight(6)} {Name}{(Detail.Length > 0 ? "  " + Detail : "")}{(Progress is { } progress ? "  " + progress : "")}";

    /// <summary>A step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="left">The time until it is due; null = the whole time that was planned, for lines that do not change.</param>
    public static StepLine Of(StepView step, TimeSpan? left = null) => step switch
    {
        { FanOut: { } wait } => Of(step, wait),
        { Status: "Completed", Kind: StepKind.Child, Run: { } run } => Line(StepMark.Done, step, $"{Span.Text(step.Took)}, run {run}"),
        { Status: "Waiting", Kind: StepKind.Child, Run: { } run } => Line(StepMark.Waiting, step, $"waits for run {run}"),
        { Status: "Completed", Kind: StepKind.Sleep } => Line(StepMark.Done, step, $"{Span.Text(step.Took)} over"),
        { Status: "Completed", Kind: StepKind.State } => Line(StepMark.Done, step, "set"),
        { Status: "Completed" } => Line(StepMark.Done, step, Span.Text(step.Took) + (step.Attempts > 1 ? $", attempt {step.Attempts}" : "")),
        { Status: "Canceled" } => Line(StepMark.Failed, step, "was not over" + (step.Error is null ? "" : $": {OneLine(step.Error)}")),
        { Status: "Waiting", Kind: StepKind.Reboot } => Line(StepMark.Waiting, step, "rebooting"),
        { Status: "Waiting", Due: null, Kind: StepKind.Signal or StepKind.Approval } => Line(StepMark.Waiting, step, "waits"),
        { Status: "Waiting", Kind: StepKind.Signal or StepKind.Approval } => Line(StepMark.Waiting, step, $"waits, at most {(left is { } time ? Span.Countdown(time) : Span.Text(step.Due!.Value - step.Time))}"),
        { Status: "Waiting" } => Line(StepMark.Waiting, step, left is { } time ? $"{Span.Countdown(time)} left" : $"for {Span.Text(step.Took)}"),
        { Status: "Retrying" } => Line(StepMark.Retrying, step, $"attempt {step.Attempts} failed{Next(step.Due, step.Time, left)}: {OneLine(step.Error)}"),
        { Kind: StepKind.Signal or StepKind.Approval or StepKind.Reboot or StepKind.Child } => Line(StepMark.Failed, step, $"{Span.Text(step.Took)}: {OneLine(step.Error)}"),
        _ => Line(StepMark.Failed, step, $"failed after {Attempts(step.Attempts)}: {OneLine(step.Error)}"),
    };

    /// <summary>A branch.</summary>
    public static StepLine Of(BranchView branch, DateTimeOffset? now = null) => branch.Status switch
    {
        "Completed" => Line(StepMark.Done, branch, Span.Text(Took(branch, now)) + (branch.Attempts > 1 ? $", attempt {branch.Attempts}" : "")),
        "Failed" => Line(StepMark.Failed, branch, $"failed after {Attempts(branch.Attempts)}: {OneLine(branch.Error)}"),
        "Retrying" => Line(StepMark.Retrying, branch, $"attempt {branch.Attempts} failed{Next(branch.Due, null, branch.Due - now)}: {OneLine(branch.Error)}"),
        "Waiting" => Line(StepMark.Waiting, branch, branch.Due is { } due && now is { } at ? $"{Span.Countdown(due - at)} left" : "waits"),
        "Queued" => Line(StepMark.Queued, branch, ""),
        "Suspended" => Line(StepMark.Waiting, branch, "suspended"),
        _ => Line(StepMark.Running, branch, Span.Text(Took(branch, now)) + (branch.Step is { } step ? $"  {step}" : "")) with { Progress = branch.Progress },
    };

    private static StepLine Of(StepView step, FanOutView wait)
    {
        bool isOver = step.Status != "Waiting";
        string failed = wait.Failed > 0 ? $", {wait.Failed} failed" : "";
        string counts = isOver
            ? $"{wait.Done - wait.Failed} of {wait.Total} done{failed}  {Span.Text(step.Took)}"
            : $"{wait.Done} of {wait.Total} done{failed}{(wait.Live > 0 ? $", {wait.Live} at work" : "")}";
        StepMark mark = !isOver ? StepMark.Waiting : wait.Failed > 0 || step.Status == "Canceled" ? StepMark.Failed : StepMark.Done;
        return new StepLine(mark, "wait", NameOf(wait), counts);
    }

    private static string NameOf(FanOutView wait) =>
        wait.First.EndsWith("[0]", StringComparison.Ordinal) ? wait.First[..^3] : wait.Total == 1 ? wait.First : $"{wait.First}, …";

    private static TimeSpan Took(BranchView branch, DateTimeOffset? now) => (branch.Ended ?? now) - branch.Started ?? TimeSpan.Zero;

    private static string Attempts(int attempts) => attempts == 1 ? "1 attempt" : $"{attempts} attempts";

    private static string Next(DateTimeOffset? due, DateTimeOffset? recorded, TimeSpan? left) => (due, recorded, left) switch
    {
        (_, _, { } time) when time <= TimeSpan.Zero => ", again now",
        (_, _, { } time) => $", next in {Span.Countdown(time)}",
        ({ } at, { } from, _) => $", next in {Span.Text(at - from)}",
        _ => "",
    };

    private static string OneLine(string? text) => (text ?? "").ReplaceLineEndings(" ").Trim();

    private static StepLine Line(StepMark mark, StepView step, string detail) => new(mark, Word(step.Kind), step.Key, detail);

    // At most six characters: the column's width.
    private static string Word(StepKind kind) => kind switch
    {
        StepKind.Compensation => "undo",
        StepKind.Callback => "tell",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static StepLine Line(StepMark mark, BranchView branch, string detail) => new(mark, "branch", branch.Key, detail);
}
