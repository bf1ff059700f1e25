using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Pictures;

namespace GoTick.Host.Tests.Pictures;

public sealed class PictureMarksTests
{
    private static readonly RunView Run = new()
    {
        Id = ItemId.ParseRoot("run"),
        Flow = "flow",
        Version = new string('0', 64),
        Status = RunStatus.Running,
        Queue = "default",
        Created = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void Of_LoopTurns_CountAndTheLastOneTells()
    {
        FlowPicture picture = PictureText.Read("foreach ($s in $all) { Invoke-TickTask \"up $s\" { } }\nInvoke-TickTask end { }");
        PictureMarks marks = PictureMarks.Of(picture, Run, [Step("up a"), Step("up b", "Failed"), Step("up c", "Retrying")]);
        PictureStep[] nodes = [.. picture.All.OfType<PictureStep>()];
        Assert.Equal((MarkState.Retrying, 3), (marks[nodes[0]].State, marks[nodes[0]].Count));
        Assert.Equal(MarkState.None, marks[nodes[1]].State);
    }

    [Fact]
    public void Of_SameNameTwice_IsFoundWithoutItsNumberAndByItsKind()
    {
        FlowPicture picture = PictureText.Read("Invoke-TickTask t { }\nSet-TickState t 1");
        PictureMarks marks = PictureMarks.Of(picture, Run, [Step("t"), Step("t#2"), Step("t", kind: StepKind.State)]);
        Assert.Equal([2, 1], picture.All.Select(n => marks[n].Count));
    }

    [Fact]
    public void Of_LongStepThatRuns_IsRunning()
    {
        FlowPicture picture = PictureText.Read("Invoke-TickTask a { }\nInvoke-TickTask b { }");
        PictureMarks marks = PictureMarks.Of(picture, Run with { Step = "b" }, [Step("a")]);
        Assert.Equal([MarkState.Completed, MarkState.Running], picture.All.Select(n => marks[n].State));
        PictureMarks ended = PictureMarks.Of(picture, Run with { Step = "b", Status = RunStatus.Canceled }, [Step("a")]);
        Assert.Equal([MarkState.Completed, MarkState.None], picture.All.Select(n => ended[n].State));
    }

    [Fact]
    public void Of_Branches_HaveStepsOfTheirOwn()
    {
        FlowPicture picture = PictureText.Read("Invoke-TickTask ask { }\n$x | Invoke-TickParallel get { Get-TickMemo ask { } }");
        StepView wait = Step("wait", "Waiting", StepKind.FanOut) with
        {
            FanOut = new FanOutView
            {
                Gate = "run~1",
                First = "get[0]",
                Total = 3,
                Branches =
                [
                    new BranchView { Key = "get[0]", Index = 0, Status = "Completed", Steps = [Step("ask", kind: StepKind.Memo)] },
                    new BranchView { Key = "get[1]", Index = 1, Status = "Running", Step = "ask" },
                ],
            },
        };
        PictureMarks marks = PictureMarks.Of(picture, Run, [Step("ask"), wait]);
        PictureStep[] asks = [.. picture.All.OfType<PictureStep>()];
        Assert.Equal((MarkState.Completed, 1), (marks[asks[0]].State, marks[asks[0]].Count));
        Assert.Equal((MarkState.Running, 1), (marks[asks[1]].State, marks[asks[1]].Count));
        PictureBranch branch = picture.All.OfType<PictureBranch>().Single();
        Assert.Equal((MarkState.Running, 2), (marks[branch].State, marks[branch].Count));
        Assert.Equal(MarkState.Waiting, marks[picture.All.OfType<PictureParallel>().Single()].State);
    }

    [Fact]
    public void Of_NamesThatNobodyKnows_GoToTheCallThatCanHaveAny()
    {
        FlowPicture picture = PictureText.Read("Invoke-TickTask known { }\nInvoke-TickTask \"a $x\" { }\nInvoke-TickTask $y { }");
        PictureMarks marks = PictureMarks.Of(picture, Run, [Step("known"), Step("a 1"), Step("a 2"), Step("whatever")]);
        Assert.Equal([1, 2, 1], picture.All.Select(n => marks[n].Count));
    }

    private static StepView Step(string key, string status = "Completed", StepKind kind = StepKind.Task) =>
        new() { Key = key, Kind = kind, Status = status, Time = DateTimeOffset.UnixEpoch };
}
