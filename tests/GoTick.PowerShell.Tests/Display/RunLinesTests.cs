using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Display;

namespace GoTick.PowerShell.Tests.Display;

public sealed class RunLinesTests
{
    [Fact]
    public void Next_TheSameLookTwice_BringsNothingNew()
    {
        var lines = new RunLines(passing: true);
        RunNews news = Pictures.News(
            RunStatus.Waiting, Pictures.Noon, Pictures.Step("a", StepKind.Task, "Completed", 1), Pictures.Step("s", StepKind.Sleep, "Waiting", 2));

        Assert.Equal(["✓ task   a  1.0 s", "… sleep  s  for 1.0 s"], Texts(lines.Next(news)));
        Assert.Empty(lines.Next(news));
    }

    [Fact]
    public void Next_RetryThenSuccess_PrintsBothOnce()
    {
        var lines = new RunLines(passing: true);
        StepView failed = Pictures.Step("a", StepKind.Task, "Retrying", 1) with { Error = "no\nluck", Due = Pictures.Noon.AddSeconds(3) };

        Assert.Equal(["↻ task   a  attempt 1 failed, next in 2.0 s: no luck"], Texts(lines.Next(Pictures.News(RunStatus.Waiting, Pictures.Noon, failed))));
        StepView done = Pictures.Step("a", StepKind.Task, "Completed", 4) with { Attempts = 2 };
        Assert.Equal(["✓ task   a  1.0 s, attempt 2"], Texts(lines.Next(Pictures.News(RunStatus.Running, Pictures.Noon, done))));
    }

    [Theory]
    [InlineData(StepKind.Signal, "signal")]
    [InlineData(StepKind.Approval, "approval")]
    public void Next_AWaitForSomethingFromOutside_IsShownWhenItBeginsAndWhenItIsOver(StepKind kind, string word)
    {
        var lines = new RunLines(passing: true);
        StepView waits = Pictures.Step("go", kind, "Waiting", 1);

        Assert.Equal([$"… {word} go  waits"], Texts(lines.Next(Pictures.News(RunStatus.Waiting, Pictures.Noon, waits))));
        StepView timed = waits with { Due = waits.Time.AddMinutes(2) };
        Assert.Equal([$"… {word} go  waits, at most 2 min"], Texts(new RunLines(passing: true).Next(Pictures.News(RunStatus.Waiting, Pictures.Noon, timed))));
        StepView over = Pictures.Step("go", kind, "Failed", 4) with { Error = "It did not come in time." };
        Assert.Equal([$"✗ {word} go  1.0 s: It did not come in time."], Texts(lines.Next(Pictures.News(RunStatus.Running, Pictures.Noon, over))));
    }

    [Fact]
    public void Next_RecordsOfAStep_StandAboveItsEnd()
    {
        var lines = new RunLines(passing: true);
        RunNews news = Pictures.News(RunStatus.Running, Pictures.Noon, Pictures.Step("a", StepKind.Task, "Completed", 1), Pictures.Step("b", StepKind.Task, "Completed", 3)) with
        {
            Records =
            [
                new StreamRecord { Stream = StreamKind.Host, Text = "in a", Time = Pictures.Noon.AddSeconds(1) },
                new StreamRecord { Stream = StreamKind.Warning, Text = "in b", Time = Pictures.Noon.AddSeconds(2) },
            ],
        };

        Assert.Equal(["in a", "✓ task   a  1.0 s", "WARNING: in b", "✓ task   b  1.0 s"], Texts(lines.Next(news)));
    }

    [Fact]
    public void Next_OpenWaitInAPicture_KeepsItsBranchesForTheEnd()
    {
        var lines = new RunLines(passing: false);

        Assert.Empty(lines.Next(Pictures.News(RunStatus.Waiting, Pictures.Noon, Pictures.Wait("Waiting", Pictures.Branch(0, "Completed"), Pictures.Branch(1, "Running")))));

        StepView closed = Pictures.Wait("Completed", Pictures.Branch(0, "Completed"), Pictures.Branch(1, "Failed"));
        IReadOnlyList<RunLine> last = lines.Next(Pictures.News(RunStatus.Running, Pictures.Noon, closed with { FanOut = closed.FanOut! with { Failed = 1 } }));
        Assert.Equal(
            ["✗ wait   b  1 of 2 done, 1 failed  1.0 s", "✓ branch b[0]  2.0 s", "✓ task   inner  1.0 s", "✗ branch b[1]  failed after 1 attempt: no luck", "✓ task   inner  1.0 s"],
            Texts(last));
        Assert.Equal([0, 1, 2, 1, 2], last.Select(l => l.Depth));
    }

    [Fact]
    public void Next_ManyBranches_ShowsTheFirstAndTheFailed()
    {
        BranchView[] branches = [.. Enumerable.Range(0, 50).Select(i => Pictures.Branch(i, i == 40 ? "Failed" : "Completed"))];

        IReadOnlyList<RunLine> lines = new RunLines(passing: false).Next(Pictures.News(RunStatus.Completed, Pictures.Noon, Pictures.Wait("Completed", branches)));

        Assert.Equal(RunLines.BranchesShown + 1, lines.Count(l => l.Step!.Kind == "branch" && l.Step.Name.StartsWith("b[", StringComparison.Ordinal)));
        Assert.Equal("29 more", lines[^1].Step!.Name);
    }

    private static IEnumerable<string> Texts(IReadOnlyList<RunLine> lines) => lines.Select(l => l.Step?.Text ?? l.RecordText);
}
