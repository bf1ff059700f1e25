using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Runs.One;

namespace GoTick.Host.Tests.Dashboard;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(StepKind.Task, "Completed", 10, 4, 6, 10)] // its end is recorded
    [InlineData(StepKind.Approval, "Completed", 10, 4, 6, 10)]
    [InlineData(StepKind.Signal, "Failed", 10, 4, 6, 10)]
    [InlineData(StepKind.Child, "Completed", 10, 4, 6, 10)]
    [InlineData(StepKind.Sleep, "Completed", 10, 4, 10, 14)] // its begin is
    [InlineData(StepKind.FanOut, "Completed", 10, 4, 10, 14)]
    [InlineData(StepKind.Approval, "Waiting", 10, 0, 10, 60)]
    [InlineData(StepKind.Task, "Retrying", 10, 4, 6, 60)]
    [InlineData(StepKind.Sleep, "Completed", 58, 4, 58, 60)] // not beyond now
    public void Of_AStep_LastsFromItsBeginToItsEnd(StepKind kind, string status, int time, int took, int from, int to)
    {
        var step = new StepView { Key = "s", Kind = kind, Status = status, Time = Noon.AddSeconds(time), Took = TimeSpan.FromSeconds(took) };
        TimelineRow bar = Assert.Single(TimelineRow.Of([new StepRow(1, 0, step, null)], Noon.AddSeconds(60)));
        Assert.Equal((from, to), ((int)(bar.From - Noon).TotalSeconds, (int)(bar.To - Noon).TotalSeconds));
    }
}
