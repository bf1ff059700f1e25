using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Display;

namespace GoTick.PowerShell.Tests.Display;

public sealed class LivePictureTests
{
    [Fact]
    public void Of_Sleep_CountsDown()
    {
        StepView sleep = Pictures.Step("s", StepKind.Sleep, "Waiting", 0) with { Due = Pictures.Noon.AddSeconds(10) };

        Assert.Equal(["  … sleep  s  7 s left", "  Waiting  3 s"], Lines(Pictures.News(RunStatus.Waiting, Pictures.Noon.AddSeconds(3.5), sleep), 80, 20));
    }

    [Fact]
    public void Of_OpenWait_ShowsLivingBranchesWithTheirSteps()
    {
        StepView wait = Pictures.Wait("Waiting", Pictures.Branch(0, "Completed"), Pictures.Branch(1, "Running"));

        Assert.Equal(
            ["  … wait   b  1 of 2 done  ━━━━━━━━━━──────────   50 %", "    ⠋ branch b[1]  4.0 s", "      ✓ task   inner  1.0 s", "  Waiting  4 s"],
            Lines(Pictures.News(RunStatus.Waiting, Pictures.Noon.AddSeconds(4), wait), 80, 20));
    }

    [Fact]
    public void Of_SmallTerminal_CutsLinesAndCounts()
    {
        StepView wait = Pictures.Wait("Waiting", [.. Enumerable.Range(0, 30).Select(i => Pictures.Branch(i, "Running") with { Key = new string('n', 200) })]);

        string[] lines = Lines(Pictures.News(RunStatus.Waiting, Pictures.Noon, wait), 40, 5);

        Assert.Equal(7, lines.Length);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 39));
        Assert.Equal("    … 56 more", lines[^2]);
    }

    [Fact]
    public void Of_ProgressOfRunAndStep_ShowsBothAsFarAsThereIsRoom()
    {
        RunNews news = Pictures.News(RunStatus.Running, Pictures.Noon.AddSeconds(65), Pictures.Step("a", StepKind.Task, "Completed", 1));
        news = news with
        {
            Run = news.Run with { Step = "copy", StepProgress = new ProgressReport(25, "files", "3 of 12"), Progress = new ProgressReport(50, null, "half") },
        };

        Assert.Equal(
            ["  ⠋ step   copy  0 s  ━━━━━───────────────   25 %  files: 3 of 12", "  Running  1 min 5 s  1 step done  ━━━━━━━━━━──────────   50 %  half"],
            Lines(news, 100, 20));
        Assert.Equal(["  ⠋ step   copy  0 s   25 %", "  Running  1 min 5 s  1 step done"], Lines(news, 36, 20));
    }

    [Fact]
    public void Of_RunThatALimitHolds_SaysWhich()
    {
        RunNews news = Pictures.News(RunStatus.Waiting, Pictures.Noon.AddSeconds(3), Pictures.Step("a", StepKind.Task, "Completed", 1));
        news = news with { Run = news.Run with { WaitsFor = new RunWait(StepKind.Limit, "step:deploy") } };

        Assert.Equal(["  … limit  step:deploy  waits for its turn", "  Waiting  3 s  1 step done"], Lines(news, 80, 20));
    }

    [Fact]
    public void Of_EndedRun_IsEmpty() => Assert.Empty(Lines(Pictures.News(RunStatus.Completed, Pictures.Noon), 80, 20));

    private static string[] Lines(RunNews news, int width, int height) =>
        [.. new LivePicture(new Painter(hasColour: false)).Of(news, width, height)];
}
