using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Pictures;

/// <summary>Finds for each node of a picture what a run has done of it. Which step is which node, tells its name; where two nodes share one, both show it.</summary>
public sealed class PictureMarks
{
    private static readonly PictureMarks Nothing = new(0);
    private readonly List<StepView>?[] _steps;
    private readonly List<BranchView>?[] _branches;
    private readonly MarkState[] _states;

    private PictureMarks(int count)
    {
        _steps = new List<StepView>?[count];
        _branches = new List<BranchView>?[count];
        _states = new MarkState[count];
    }

    /// <summary>No marks: a flow, and no run of it.</summary>
    public static PictureMarks None => Nothing;

    /// <summary>The mark of a node.</summary>
    public PictureMark this[PictureNode node] => node.Id < _states.Length && _states[node.Id] != MarkState.None
        ? new PictureMark(_states[node.Id], _steps[node.Id] ?? [], _branches[node.Id] ?? [])
        : PictureMark.None;

    /// <summary>The marks of a run as one look at it found it.</summary>
    public static PictureMarks Of(FlowPicture picture, RunView run, IReadOnlyList<StepView> steps)
    {
        var marks = new PictureMarks(picture.Count);
        var own = new PictureScope(picture.Body);
        foreach (StepView step in steps)
        {
            marks.Take(own, step);
        }

        if (run.Status == RunStatus.Running && run.Step is { } running)
        {
            marks.Run(own, running);
        }

        return marks;
    }

    private static MarkState StateOf(string status) => status switch
    {
        "Completed" => MarkState.Completed,
        "Failed" => MarkState.Failed,
        "Canceled" => MarkState.Canceled,
        "Retrying" => MarkState.Retrying,
        "Waiting" or "Suspended" => MarkState.Waiting,
        "Running" => MarkState.Running,
        _ => MarkState.Queued,
    };

    private void Take(PictureScope scope, StepView step)
    {
        if (step.FanOut is { } wait)
        {
            Take(scope, step, wait);
            return;
        }

        foreach (PictureStep node in scope.Find(step.Kind, step.Key))
        {
            Add(node, step);
        }
    }

    private void Take(PictureScope scope, StepView step, FanOutView wait)
    {
        foreach (PictureParallel node in scope.FindWaits(wait.First))
        {
            Add(node, step);
            foreach (BranchView branch in wait.Branches)
            {
                foreach (PictureBranch made in node.Branches.Where(b => b.Names.Match(branch.Key)))
                {
                    (_branches[made.Id] ??= []).Add(branch);
                    Raise(made, StateOf(branch.Status));
                    PictureScope inner = scope.Within(made);
                    foreach (StepView own in branch.Steps)
                    {
                        Take(inner, own);
                    }

                    if (branch is { Status: "Running", Step: { } running })
                    {
                        Run(inner, running);
                    }
                }
            }
        }
    }

    private void Add(PictureNode node, StepView step)
    {
        (_steps[node.Id] ??= []).Add(step);
        MarkState state = StateOf(step.Status);
        // Of its own course the last turn of a loop tells most; a wait that is over does not outlive what came after it.
        _states[node.Id] = _states[node.Id] is MarkState.Failed && state == MarkState.Completed ? MarkState.Completed : state;
    }

    private void Run(PictureScope scope, string key)
    {
        foreach (PictureStep node in scope.FindNamed(key))
        {
            _states[node.Id] = MarkState.Running;
        }
    }

    private void Raise(PictureNode node, MarkState state) => _states[node.Id] = _states[node.Id] > state ? _states[node.Id] : state;
}
