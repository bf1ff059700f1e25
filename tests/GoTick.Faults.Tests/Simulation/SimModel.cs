using GoTick.Core.Flows;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>The reference: what a flow must come to, whatever happens to its workers. Nothing in here knows of leases, workers or stores.</summary>
internal sealed class SimModel
{
    public const int Attempts = 3;

    private readonly List<string> _lines = [];
    private readonly Dictionary<string, int> _uses = [];
    private string _output = "";

    /// <summary>The outcome and the journal, a line each.</summary>
    public static string Of(SimFlow flow)
    {
        var model = new SimModel();
        model.Run(flow.Lines);
        string outcome = flow.Fails ? $"{RunStatus.Failed} error Wanted" : $"{RunStatus.Completed} output {model._output}";
        return string.Join("\n", [outcome, "RunStarted", .. model._lines, flow.Fails ? "RunFailed" : "RunCompleted"]);
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
            case SimOp.Parallel parallel:
                _lines.Add($"FanOut {Key("wait")}");
                string name = Key("many");
                for (int i = 0; i < parallel.Count; i++)
                {
                    var branch = new SimModel();
                    branch.Run(parallel.Body);
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
