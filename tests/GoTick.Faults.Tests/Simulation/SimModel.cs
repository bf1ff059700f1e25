using GoTick.Core.Flows;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>The reference: what a flow must come to, whatever happens to its workers. Nothing in here knows of leases, workers or stores.</summary>
internal sealed class SimModel
{
    public const int Attempts = 3;

    private readonly IReadOnlyList<SimFlow> _flows;
    private readonly List<string> _lines = [];
    private readonly List<int> _children = [];
    private readonly Dictionary<string, int> _uses = [];
    private string _output = "";

    private SimModel(IReadOnlyList<SimFlow> flows) => _flows = flows;

    /// <summary>The flows of its children, those of its branches too.</summary>
    public IReadOnlyList<int> Children => _children;

    /// <summary>The journal of a run that somebody may cut off is what it comes to, up to somewhere.</summary>
    public IReadOnlyList<string> Journal { get; private set; } = [];

    /// <summary>The outcome and the journal, a line each.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What a flow comes to.</summary>
    public static SimModel Of(SimFlow flow, IReadOnlyList<SimFlow> flows)
    {
        var model = new SimModel(flows);
        model.Run(flow.Lines);
        string outcome = flow.Fails ? $"{RunStatus.Failed} error Wanted" : $"{RunStatus.Completed} output {model._output}";
        model.Journal = ["RunStarted", .. model._lines];
        model.Text = string.Join("\n", [outcome, .. model.Journal, flow.Fails ? "RunFailed" : "RunCompleted"]);
        return model;
    }

    private void Run(IReadOnlyList<SimOp> lines)
    {
        foreach (SimOp line in lines)
        {
            Run(line);
        }
    }

    private void Run(SimOp line)
    {
        switch (line)
        {
            case SimOp.Memo memo:
                _lines.Add($"Memo {Key("memo")} attempt 1 = {memo.Value}");
                _output += memo.Value;
                break;
            case SimOp.Task task:
                string key = Key("task");
                for (int attempt = 1; attempt <= Math.Min(task.Failures, Attempts); attempt++)
                {
                    _lines.Add($"Task {key} attempt {attempt} {(attempt == Attempts ? "!!" : "!")} This is {key}.");
                }

                _lines.AddRange(task.Failures < Attempts ? [$"Task {key} attempt {task.Failures + 1} = "] : []);
                _output += task.Failures < Attempts ? "t" : "x";
                break;
            case SimOp.Sleep:
                _lines.Add($"Sleep {Key("sleep")}");
                break;
            case SimOp.State state:
                _lines.Add($"State state = {state.Value}");
                _output += state.Value;
                break;
            case SimOp.Child child:
                SimFlow flow = _flows[child.Flow];
                string output = flow.Fails ? "" : Of(flow, _flows)._output;
                string step = Key("child");
                _lines.Add($"Child {step} of flow");
                _lines.Add($"Child {step} {(flow.Fails ? RunStatus.Failed : RunStatus.Completed)} = {output} ! {(flow.Fails ? "This is Wanted." : "")}");
                _children.Add(child.Flow);
                _output += flow.Fails ? "!" : output;
                break;
            case SimOp.Parallel parallel:
                _lines.Add($"FanOut {Key("wait")}");
                string name = Key("many");
                for (int i = 0; i < parallel.Count; i++)
                {
                    var branch = new SimModel(_flows);
                    branch.Run(parallel.Body);
                    _children.AddRange(branch._children);
                    bool fails = parallel.Failing.Contains(i);
                    _lines.Add($"Branch {name}[{i}] = {(fails ? "" : branch._output)} ! {(fails ? "This is Branch." : "")}");
                    _output += fails ? "!" : branch._output;
                }

                _lines.Add("FanOutClosed");
                break;
            default:
                throw new InvalidOperationException($"Unknown line {line}.");
        }
    }

    private string Key(string name)
    {
        int use = _uses[name] = _uses.GetValueOrDefault(name) + 1;
        return use == 1 ? name : $"{name}#{use}";
    }
}
