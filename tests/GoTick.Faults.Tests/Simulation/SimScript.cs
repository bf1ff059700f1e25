using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>Runs a simulated flow's lines against the real journal port, as cmdlets do; its blocks take time, and tell the witness.</summary>
internal sealed class SimScript(Script script, HeldItem item, SimMachine machine, SimRules rules)
{
    private static readonly RetryPolicy Retry = new() { MaxAttempts = SimModel.Attempts, RetryDelay = TimeSpan.FromSeconds(1) };

    private readonly Dictionary<string, int> _uses = [];
    private string _output = "";

    public string Run(SimFlow flow)
    {
        rules.Begins(item.Header);
        Run(flow.Lines);
        return flow.Fails ? throw new StepError("Wanted") : _output;
    }

    public string RunBranch(SimOp.Parallel parallel)
    {
        Run(parallel.Body);
        return parallel.Failing.Contains(script.Journal.Branch!.Index) ? throw new StepError("Branch") : _output;
    }

    private void Run(IReadOnlyList<SimOp> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            Run(lines[i], i);
        }
    }

    private void Run(SimOp line, int number)
    {
        switch (line)
        {
            case SimOp.Memo memo:
                StepKey memoKey = Key("memo");
                _output += script.Memo("memo", () => Block(memoKey, 1, () => $"{memo.Value}"));
                break;
            case SimOp.Task task:
                Task(task, Key("task"));
                break;
            case SimOp.Sleep sleep:
                StepKey sleepKey = Key("sleep");
                script.Sleep(sleep.Time);
                NotEarly(sleepKey, sleep.Time);
                break;
            case SimOp.State state:
                script.Journal.SetState("state", new Payload($"{state.Value}"), Script.Here);
                _output += script.Journal.GetState("state").Text;
                break;
            case SimOp.Child child:
                Child(child);
                break;
            case SimOp.Parallel parallel:
                _output += string.Concat(script.Parallel("many", $"{number}", parallel.Count, parallel.Throttle, stopsOnFailure: false).Select(r => r.Error is null ? r.Value.Text : "!"));
                break;
            default:
                throw new InvalidOperationException($"Unknown line {line}.");
        }
    }

    private void Child(SimOp.Child child)
    {
        try
        {
            _output += script.Child("flow", "child", child.IsDetached, $"{child.Flow}");
        }
        catch (StepError)
        {
            _output += "!";
        }
    }

    private void Task(SimOp.Task task, StepKey key)
    {
        try
        {
            script.Task(
                "task",
                attempt =>
                {
                    rules.StepBegins(item.Id, item.Header.Lease);
                    try
                    {
                        Block(key, attempt, () => attempt <= task.Failures ? throw new StepError(key.Text) : "");
                    }
                    finally
                    {
                        rules.StepEnds(item.Id, item.Header.Lease);
                    }
                },
                Retry);
            _output += "t";
        }
        catch (StepError)
        {
            _output += "x";
        }
    }

    /// <summary>A block: it takes a moment or long, heeds a stop, and does its work in the end.</summary>
    private string Block(StepKey key, int attempt, Func<string> work)
    {
        SimScheduler world = machine.Scheduler;
        world.Note($"{machine.Name} runs {item.Id} {key} attempt {attempt}");
        rules.Witness.Begin(item.Id, item.Header.Lease, key, script.Journal.Branch?.Attempt ?? 1, attempt);
        int portions = world.Random.Next(1, world.Chance(0.1) ? 12 : 3);
        for (int i = 0; i < portions; i++)
        {
            SimActor.Current!.Yield(world.Between(0, 0.5));
            script.Stop.ThrowIfCancellationRequested();
        }

        rules.Witness.End(item.Id, key);
        return work();
    }

    /// <summary>A sleep that is over, is over by the store's own clock, and was as long as it should be.</summary>
    private void NotEarly(StepKey key, TimeSpan time)
    {
        StoreTime now = rules.Store.ReadTimeAsync(0).AsTask().GetAwaiter().GetResult();
        SleepStarted? begun = rules.Store.ReadJournalAsync(item.Id, 0, int.MaxValue).AsTask().GetAwaiter().GetResult()
            .Select(JournalCodec.Decode).OfType<SleepStarted>().FirstOrDefault(s => s.Key == key);
        // A worker that was declared dead may find its branch gone.
        if (begun is not null && (now < begun.Due || begun.Due.Since(begun.At) < time))
        {
            rules.Faults.Add($"{item.Id}: '{key}' of {time} began at {begun.At}, was due at {begun.Due}, and was over at {now}.");
        }
    }

    private StepKey Key(string name)
    {
        _uses[name] = _uses.GetValueOrDefault(name) + 1;
        return StepKey.Of(name, _uses[name]);
    }
}
