using System.Globalization;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Display;

/// <summary>One run on a page of text.</summary>
internal static class RunPage
{
    /// <summary>Writes it.</summary>
    /// <param name="run">The run with its arguments, output and error.</param>
    /// <param name="news">Its steps.</param>
    /// <param name="to">Where to.</param>
    public static void Write(RunView run, RunNews news, TextWriter to)
    {
        to.WriteLine($"{run.Id}  {run.Flow}  {RunEnding.Text(run)}");
        Field(to, "version", run.Version[..Math.Min(12, run.Version.Length)]);
        Field(to, "queue", run.Queue);
        Field(to, "origin", run.Origin ?? "");
        Field(to, "priority", run.Priority == 0 ? "" : run.Priority.ToString(CultureInfo.InvariantCulture));
        Field(to, "key", run.ConcurrencyKey ?? "");
        Field(to, "parent", run.Parent?.Text ?? "");
        Field(to, "tags", string.Join(", ", run.Tags));
        Field(to, "created", Time(run.Created));
        Field(to, "started", run.Started is { } started ? Time(started) : "");
        Field(to, "continued", run.Continued switch { 0 => "", 1 => "once", var times => $"{times} times" });
        Field(to, "wakes", run.WakeAt is { } wake && run.Ended is null ? Time(wake) : "");
        Field(to, "waits for", run.WaitsFor?.ToString() ?? "");
        Field(to, "ending", run.Ending is { } ending ? $"{ending}, compensations and callbacks are at work" : "");
        Field(to, "by", run.By ?? "");
        Field(to, "reason", run.Reason ?? "");
        Field(to, "undo", run.Compensations == 0 ? "" : $"{run.Compensations} compensation{(run.Compensations == 1 ? "" : "s")} registered");
        Field(to, "failed", run.FailedAtEnd == 0 ? "" : $"{run.FailedAtEnd} of the compensations and callbacks");
        Field(to, "arguments", ValueCodec.Decode(run.Arguments) is { } arguments && ValueJson.Of(arguments) is JsonObject { Count: > 0 } json ? ValueJson.Line(json) : "");
        Field(to, "output", string.Join(", ", OutputText.Items(run.Output).Select(i => ValueJson.Of(i) is { } item ? ValueJson.Line(item) : "null")));
        Field(to, "progress", run.Progress?.ToString() ?? "");
        to.WriteLine();
        foreach (StepView step in news.Steps)
        {
            Write(step, news.Now, to);
        }

        if (run.Step is { } now)
        {
            to.WriteLine("  " + (new StepLine(StepMark.Running, "step", now, "") { Progress = run.StepProgress }).Text);
        }
    }

    private static void Write(StepView step, DateTimeOffset now, TextWriter to)
    {
        bool isOpen = step.Status is "Waiting" or "Retrying";
        to.WriteLine("  " + StepLine.Of(step, isOpen ? step.Due - now : null).Text);
        foreach (BranchView branch in step.FanOut?.Branches ?? [])
        {
            to.WriteLine("    " + StepLine.Of(branch, now).Text);
            foreach (StepView inner in branch.Steps)
            {
                to.WriteLine("      " + StepLine.Of(inner).Text);
            }
        }
    }

    private static void Field(TextWriter to, string name, string value)
    {
        if (value.Length > 0)
        {
            to.WriteLine($"  {name,-10} {value}");
        }
    }

    private static string Time(DateTimeOffset time) => time.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
