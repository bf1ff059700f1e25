using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>
/// One world of one seed: some runs of flows that chance made, in some worlds with children, cancels, a schedule, limits and pauses; real workers on machines
/// that stand still, are cut off, die and come back, one Memory store, virtual time. In the end each run must have come to what the model says.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Memory stores hold nothing.")]
internal sealed partial class Simulation
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);
    private static readonly FlowVersion Version = FlowVersion.Of(new FlowFile("flow.ps1", "# flow"), []);

    private readonly SimScheduler _world;
    private readonly SimMachine _storeMachine;
    private readonly MemoryStore _memory;
    private readonly SimRules _rules;
    private readonly IFlowStore _seen;
    private readonly TickClient _client;
    private readonly SimPlan _plan;
    private readonly SimWeather _weather;
    private readonly TimeSpan _lease;
    private readonly List<SimFlow> _flows = [];
    private readonly HashSet<ItemId> _runs = [];
    private readonly HashSet<ItemId> _cancelled = [];
    private readonly List<SimMachine> _machines = [];
    private readonly List<string> _faults;
    private readonly bool _recordsFirst;

    /// <param name="seed">Decides everything.</param>
    /// <param name="mutant">A defect that is planted into the store; null = none.</param>
    /// <param name="recordsFirst">A planted defect: steps are recorded before their blocks ran.</param>
    public Simulation(int seed, Func<IFlowStore, IFlowStore>? mutant = null, bool recordsFirst = false)
    {
        _recordsFirst = recordsFirst;
        _world = new SimScheduler(seed);
        _plan = SimPlan.Of(_world.Random);
        _weather = SimWeather.Of(_world.Random, WorkersCome);
        _lease = _world.Between(2, 8);
        _storeMachine = new SimMachine(_world, "store");
        _memory = new MemoryStore(_storeMachine.Clock);
        _rules = new SimRules(new WitnessedStore(_memory), _memory, _plan);
        _faults = _rules.Faults;
        _seen = mutant?.Invoke(_rules) ?? _rules;
        _client = new TickClient(_seen, _storeMachine.Clock);
    }

    private TimeSpan WorkersCome => _plan.Schedule?.WorkersCome ?? TimeSpan.Zero;

    public IReadOnlyList<string> Trace => _world.Trace;

    /// <summary>Runs the world to its end and gives what was wrong in it: nothing, if all is well.</summary>
    public IReadOnlyList<string> Run()
    {
        var definition = new FlowDefinition { Name = "flow", Version = Version.Hash };
        Now(_client.PublishAsync(definition, Version));
        Plan();
        for (int i = _world.Random.Next(1, _plan.IsAll ? 3 : _plan.HasChildren ? 4 : 6); i > 0; i--)
        {
            Start(ItemId.ParseRoot($"run{i}"));
        }

        for (int i = _world.Random.Next(2, 4); i > 0; i--)
        {
            string name = $"m{i}";
            _world.In(WorkersCome, null, () => Boot(name, 1));
        }

        ClockJumps();
        Look();
        if (!_world.RunUntil(AreAllOver, MostTime))
        {
            _faults.Add("Not all runs came to their end: " + string.Join("; ", Now(_memory.DumpAsync(0).AsTask()).Items.Select(i => $"{i.Header.Id} {i.Header.Place} {i.Header.LeaseUntil} {i.Header.WakeAt}")));
        }

        Check();
        Judge();
        _faults.AddRange(_rules.Witness.Faults);
        _faults.AddRange(_world.Broken.Select(e => e.ToString()));
        End();
        return _faults;
    }

    /// <summary>What the world has beside its runs.</summary>
    private void Plan()
    {
        if (_plan.Limit is { } limit)
        {
            Now(_client.SetLimitAsync(_plan.LimitName, limit));
        }

        if (_plan.Schedule is { } schedule)
        {
            Now(_client.RegisterScheduleAsync(schedule.Definition(SimFlow.Of(_world.Random, _flows, Depth, most: 2).Request)));
        }

        if (_plan.Pauses)
        {
            TimeSpan begin = WorkersCome + _world.Between(0, 10);
            _world.In(begin, null, () => Pause(c => c.SuspendQueueAsync(SimPlan.Queue)));
            _world.In(begin + _world.Between(1, 40), null, () => Pause(c => c.ResumeQueueAsync(SimPlan.Queue)));
        }
    }

    private int Depth => !_plan.HasChildren ? 0 : _plan.IsAll ? 1 : 2;

    private void Pause(Func<TickClient, Task> change)
    {
        _world.Note(_rules.Pauses % 2 == 0 ? "the queue is paused" : "the queue is resumed");
        Now(change(_client));
        _rules.Pauses++;
    }

    private void Start(ItemId id)
    {
        _runs.Add(id);
        StartRequest request = SimFlow.Of(_world.Random, _flows, Depth).Request with
        {
            Id = id,
            Queue = _plan.Pauses && _world.Chance(0.6) ? SimPlan.Queue : null,
            Priority = _plan.Pauses ? _world.Random.Next(-1, 2) : null,
            ConcurrencyKey = _plan.LimitsRuns ? SimPlan.Key : null,
        };
        _world.In(_world.Between(0, 10), null, () => Now(_client.StartAsync(request)));
        if (_plan.Cancels && _world.Chance(0.6))
        {
            _world.In(WorkersCome + _world.Between(10, 35), null, () => Cancel(id));
        }

        Write(id);
    }

    private void Cancel(ItemId id)
    {
        _world.Note($"{id} is cancelled");
        _cancelled.Add(id);
        Now(_client.CancelAsync(id));
    }

    /// <summary>Messages that nobody waits for: each wakes the run, which finds nothing of its own and waits on, without missing what comes meanwhile.</summary>
    private void Write(ItemId run)
    {
        for (int i = _world.Random.Next(0, 6); i > 0; i--)
        {
            var post = new Verb.Post(run, $"stranger{i}", []);
            var batch = new Batch { Item = run, Guard = new Guard.In(Place.Ready, Place.Leased, Place.Waiting), Verbs = [post] };
            _world.In(_world.Between(0, 30), null, () => Now(_seen.CommitAsync(batch).AsTask()));
        }
    }

    /// <summary>A machine with a worker; when it dies, the next one with its name comes.</summary>
    private void Boot(string name, int time)
    {
        var machine = new SimMachine(_world, $"{name}.{time}");
        _machines.Add(machine);
        machine.Clock.Offset = _world.Between(-86_400, 86_400); // its wall clock means nothing
        machine.Died = () => _world.In(_world.Between(0, 10), null, () => Boot(name, time + 1));
        machine.Post(() => Serve(machine));
    }

    private async void Serve(SimMachine machine)
    {
        var store = new SimStore(_seen, machine, _weather, _lease, _rules);
        var options = new WorkerOptions
        {
            ParkUpTo = TimeSpan.Zero,
            Lease = _lease,
            Concurrency = _world.Random.Next(1, 5),
            Queues = _plan.Pauses ? [FlowSettings.DefaultQueue, SimPlan.Queue] : [FlowSettings.DefaultQueue],
            DrainTimeout = TimeSpan.FromSeconds(1),
            MaxCrashes = 0, // where machines die all the time, that says nothing of a run
        };
        try
        {
            var client = new TickClient(store, machine.Clock);
            Worker worker = await Worker.StartAsync(client, Executor(machine), options, machine.Clock, null, new SimPace(machine));
            _world.Note($"{machine.Name} serves");
            if (_world.Chance(0.2))
            {
                // A restart in order: it drains, hands over, and its machine goes away.
                await Task.Delay(_world.Between(1, 40), machine.Clock);
                _world.Note($"{machine.Name} stops");
                await worker.DisposeAsync();
                _world.In(TimeSpan.Zero, null, machine.Die);
            }
        }
        catch (Core.Errors.StoreUnavailableException)
        {
            _world.In(TimeSpan.Zero, null, machine.Die); // it could not start: its service manager tries again
        }
        catch (SimDeath)
        {
            // It died while it started.
        }
    }

    private ScriptedExecutor Executor(SimMachine machine)
    {
        var executor = new ScriptedExecutor(machine.RunAsync);
        executor.Scripts["flow"] = s => New(s, machine).Run(FlowOf(s));
        for (int i = 0; i < 10; i++)
        {
            int line = i;
            executor.Scripts[$"{i}"] = s => New(s, machine).RunBranch((SimOp.Parallel)FlowOf(s).Lines[line]);
        }

        return executor;
    }

    private SimScript New(Script script, SimMachine machine)
    {
        HeldItem item = ((Activation)script.Journal).Item;
        Script used = _recordsFirst ? new Script(new EarlyRecorder(script.Journal), script.Stop) : script;
        return new SimScript(used, item, machine, _rules);
    }

    private SimFlow FlowOf(Script script) => _flows[int.Parse(script.Journal.Run.Arguments.Text, CultureInfo.InvariantCulture)];

    /// <summary>The store's clock jumps ahead now and then, further than a lease; wall clocks of machines jump as they like.</summary>
    private void ClockJumps()
    {
        if (_world.Chance(0.2))
        {
            _world.In(_world.Between(0, 40), null, () =>
            {
                TimeSpan jump = _world.Between(0, 20);
                _world.Note($"the store's clock jumps by {jump.TotalSeconds:F3} s");
                _storeMachine.Clock.Offset += jump;
            });
        }

        if (_world.Chance(0.2))
        {
            // All sleep, as on one laptop: longer than a lease.
            _world.In(_world.Between(0, 40), null, () => _machines.ForEach(m => m.StandStill(2 * _lease)));
        }

        _world.In(_world.Between(0, 20), null, () => _machines.ForEach(m => m.Clock.Offset = _world.Between(-86_400, 86_400)));
    }

    /// <summary>Looks from time to time whether the store is without faults.</summary>
    private void Look() => _world.In(_world.Between(5, 15), null, () =>
    {
        Check();
        Look();
    });

    private void Check()
    {
        if (_faults.Count == 0)
        {
            _faults.AddRange(StoreChecker.Check(Now(_memory.DumpAsync(0).AsTask())).Select(f => $"{TimeSpan.FromTicks(_world.Now)}: {f}"));
        }
    }

    /// <summary>Lets the threads end.</summary>
    private void End()
    {
        foreach (SimMachine machine in _machines)
        {
            machine.Died = () => { };
            machine.Die();
        }
    }

    /// <summary>The Memory store answers at once.</summary>
    private static T Now<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("It should be complete.");

    private static void Now(Task task) => Now(Complete(task));

    private static async Task<bool> Complete(Task task)
    {
        await task;
        return true;
    }
}
