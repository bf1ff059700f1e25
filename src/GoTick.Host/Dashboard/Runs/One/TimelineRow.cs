using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>A bar of the timeline.</summary>
/// <param name="Row">What it is.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended, or now.</param>
/// <param name="Tone">How it looks: <c>task</c>, <c>wait</c>, <c>failed</c>, <c>retrying</c>.</param>
public sealed record TimelineRow(StepRow Row, DateTimeOffset From, DateTimeOffset To, string Tone)
{
    /// <summary>The bars of a run.</summary>
    /// <param name="rows">Its lines.</param>
    /// <param name="now">The store's time.</param>
    public static List<TimelineRow> Of(IEnumerable<StepRow> rows, DateTimeOffset now) => [.. rows.Select(r => Of(r, now)).OfType<TimelineRow>()];

    private static TimelineRow? Of(StepRow row, DateTimeOffset now)
    {
        if (row.Step is not { } step)
        {
            return row.Branch?.Started is { } started ? new TimelineRow(row, started, row.Branch.Ended ?? now, ToneOf(row.Branch.Status, isWork: true)) : null;
        }

        // Sleeps, waits for branches and what is still open stand with the time when they began; everything else with that of its end.
        bool isWork = step.Kind is StepKind.Task or StepKind.Memo or StepKind.Array or StepKind.Compensation or StepKind.Callback;
        bool isOpen = step.Status is "Waiting" or "Retrying";
        bool hasBegin = step.Kind is StepKind.Sleep or StepKind.FanOut || step.Status is "Waiting" or "Canceled";
        DateTimeOffset from = hasBegin ? step.Time : step.Time - step.Took;
        DateTimeOffset to = isOpen ? now : hasBegin ? step.Time + step.Took : step.Time;
        return new TimelineRow(row, from, to < from ? from : to > now ? now : to, ToneOf(step.Status, isWork));
    }

    private static string ToneOf(string status, bool isWork) => status switch
    {
        "Failed" => "failed",
        "Retrying" => "retrying",
        _ => isWork ? "task" : "wait",
    };
}
