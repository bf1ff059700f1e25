using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Executes runs: composes the actors, and drains when it is told to stop.</summary>
public sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly IFlowStore _store;
    private readonly WorkerContext _context;
    private readonly ActivationRunner _runner;
    private readonly ScheduleTicker _ticker;
    private readonly Dispatcher _dispatcher;
    private readonly IDispatchPace _pace;
    private readonly ActivationServices _services;
    private readonly LeaseKeeper _keeper;
    private readonly Sweeper _sweeper;
    private readonly Janitor _janitor;
    private readonly PermitDoor _door;
    private readonly CancellationTokenSource _stopActors = new();
    private readonly CancellationTokenSource _abandon;
    private readonly Lazy<Task> _stopped;
    private readonly List<Task> _actors = [];
    private IAsyncDisposable? _listening;

    private Worker(TickClient client, IFlowExecutor executor, WorkerOptions options, TimeProvider time, WorkerContext context, IDispatchPace pace)
    {
        _store = client.Store;
        _context = context;
        _pace = pace;
        _abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stopped = new Lazy<Task>(StopOnceAsync);
        _door = new PermitDoor(_store, context, options.ParkUpTo);
        _services = new ActivationServices
        {
            Door = _door,
            Texts = new FlowTexts(_store, options.Distrust),
            Gates = new GateTexts(),
            Start = async (request, nonce, cancel) => (await client.StartAsync(request, nonce, cancel)).Id,
            FindFlow = client.GetFlowAsync,
            RestoreText = client.RestoreTextAsync,
            EndChildren = (run, gate, cancel) => client.EndChildrenAsync(run, gate, cancel: cancel),
            Send = client.SendSignalAsync,
            Machine = options.Machine ?? MachineReboot.Of(options.RebootCommand, options.Boot),
            ServesMachine = options.ServesMachine,
            ParkUpTo = options.ParkUpTo,
            MaxCrashes = options.MaxCrashes,
            Format = options.Format,
            Time = time,
        };
        _runner = new ActivationRunner(executor, _services);
        _ticker = new ScheduleTicker(client, options.Format);
        _keeper = new LeaseKeeper(_store, context, new MailReader(_store, context));
        _dispatcher = new Dispatcher(_store, context, Run, items => _keeper.Ask(items, _stopActors.Token), _door.Settings, pace);
        _sweeper = new Sweeper(_store, context);
        _janitor = new Janitor(_store, context, _door, client.CurrentVersionsAsync);
    }

    /// <summary>Its name, new at each start.</summary>
    public WorkerId Id => _context.Id;

    /// <summary>What it says of itself.</summary>
    public required WorkerRecord Record { get; init; }

    /// <summary>How many activations run right now.</summary>
    public int Running => _context.Active.Count;

    /// <summary>Why the store does not answer; null while it does.</summary>
    public StoreUnavailableException? Outage => _context.Outage;

    /// <summary>Starts a worker. What a dead worker of this machine left is taken over at once.</summary>
    /// <param name="client">The store's client.</param>
    /// <param name="executor">Runs the scripts; the caller disposes it after the worker.</param>
    /// <param name="options">How it works.</param>
    /// <param name="time">The process' clock. Default: the system's.</param>
    /// <param name="outage">Told when the store stops answering (with the cause) and when it answers again (null).</param>
    /// <param name="cancel">Gives up starting.</param>
    public static Task<Worker> StartAsync(
        TickClient client,
        IFlowExecutor executor,
        WorkerOptions options,
        TimeProvider? time = null,
        Action<StoreUnavailableException?>? outage = null,
        CancellationToken cancel = default) =>
        StartAsync(client, executor, options, time ?? TimeProvider.System, outage, new DispatchThread(), cancel);

    /// <summary>Starts a worker whose dispatcher takes its turns at a pace that is given.</summary>
    internal static async Task<Worker> StartAsync(
        TickClient client,
        IFlowExecutor executor,
        WorkerOptions options,
        TimeProvider time,
        Action<StoreUnavailableException?>? outage,
        IDispatchPace pace,
        CancellationToken cancel = default)
    {
        options.Validate();
        StoreTime now = await client.Store.ReadTimeAsync(0, cancel);
        var record = WorkerRecord.OfThisProcess(options, now.ToDateTimeOffset());
        var context = new WorkerContext
        {
            Id = WorkerId.New(),
            Options = options,
            Time = time,
            Presence = record.ToBytes(),
            Clocks = [.. Enumerable.Range(0, client.Store.Partitions).Select(_ => new StoreClock(time))],
            OutageChanged = outage ?? (_ => { }),
        };
        var worker = new Worker(client, executor, options, time, context, pace) { Record = record };
        await worker.BeginAsync(cancel);
        return worker;
    }

    /// <summary>
    /// Stops claiming, lets what runs go on for the drain time, then stops it and hands it over. Safe to call again; every call ends when the
    /// worker has stopped.
    /// </summary>
    public Task StopAsync() => _stopped.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopActors.Dispose();
        _abandon.Dispose();
    }

    private async Task StopOnceAsync()
    {
        await _dispatcher.StopAsync();
        Task all = _context.Active.WhenAllAsync();
        if (!await EndsWithinAsync(all, _context.Options.DrainTimeout))
        {
            foreach (ActiveItem active in _context.Active.All)
            {
                active.StopNow();
            }

            // What was stopped is handed over by its own activation; a store that is away must not keep us for ever, and neither must a block
            // that heeds no stop: what it holds is given away below, and what it writes later is refused.
            _abandon.CancelAfter(AbandonAfter);
            await EndsWithinAsync(all, AbandonAfter + Grace);
        }

        foreach (ActiveItem active in _context.Active.All)
        {
            // Given away in order, so that the end of this worker does not count as a crash of the run.
            await active.Item.GiveAwayAsync();
        }

        _stopActors.Cancel(); // not asynchronously: that goes to the pool, whose order no simulation decides
        await Task.WhenAll(_actors);
        if (_listening is not null)
        {
            await _listening.DisposeAsync();
        }

        await LeaveAsync();
    }

    private async Task<bool> EndsWithinAsync(Task all, TimeSpan time)
    {
        using var over = new CancellationTokenSource();
        bool isEnded = await Task.WhenAny(all, Task.Delay(time, _context.Time, over.Token)) == all;
        over.Cancel();
        return isEnded;
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        await _sweeper.SweepAsync(cancel);
        _listening = await _store.ListenAsync(_context.Id, _dispatcher.Wake, cancel);
        _dispatcher.Start();
        _actors.Add(_keeper.KeepAsync(_stopActors.Token));
        _actors.Add(_sweeper.RunAsync(_stopActors.Token));
        _actors.Add(_janitor.RunAsync(_stopActors.Token));
        _actors.Add(new PermitKeeper(_store, _context, _door).RunAsync(_stopActors.Token));
        _actors.Add(new ProgressTeller(_context).RunAsync(_stopActors.Token));
    }

    private void Run(int partition, ClaimedItem claimed)
    {
        var item = new HeldItem(
            _store,
            _context.Clocks[partition],
            _context.Time,
            claimed,
            _context.Options.Lease,
            wake => _dispatcher.TimerSet(partition, wake),
            _abandon.Token)
        { Waits = Waits };
        var active = new ActiveItem(item);
        var added = new TaskCompletionSource();
        _context.Active.Add(active, RunAsync(active, claimed.Events, added.Task));
        added.SetResult();
    }

    private void Waits(StoreUnavailableException? error)
    {
        _context.Waits(error is not null);
        if (error is not null)
        {
            _context.StoreFailed(error);
        }
    }

    private async Task RunAsync(ActiveItem active, IReadOnlyList<byte[]> events, Task added)
    {
        await added; // so that the end never comes before it stands among the active
        try
        {
            if (active.Item.Id.IsSchedule)
            {
                await _pace.OnThreadAsync(() => _ticker.Tick(active.Item, events));
                return;
            }

            if (active.Item.Header.Band == Band.Control)
            {
                await _pace.OnThreadAsync(() => Decide(active, events));
            }

            if (!active.Item.IsReleased)
            {
                await _runner.RunAsync(active.Item, events, active);
            }

            await LeaveLimitsAsync(active);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            // The drain is over and the store is away: the lease will lapse and the run goes on elsewhere.
        }
        finally
        {
            _context.Active.Remove(active);
            active.Dispose();
            _dispatcher.SlotFreed();
        }
    }

    /// <summary>What the pass held of limits: its step's permit when the step was left without being recorded, and the run's when it has ended.</summary>
    private async Task LeaveLimitsAsync(ActiveItem active)
    {
        if (active.Activation is { } activation)
        {
            await activation.LeaveLimitAsync();
        }

        await _door.ReleaseAsync(active.Item);
    }

    /// <summary>
    /// What came in the band of control is decided without a slot: the run's own branches may hold all of them. If there is nothing to decide and no slot is free,
    /// it waits for one in its line.
    /// </summary>
    private void Decide(ActiveItem active, IReadOnlyList<byte[]> events) =>
        _runner.Decide(active.Item, events, active, hasSlot: _context.Active.Count <= _context.Options.Concurrency);

    private async Task LeaveAsync()
    {
        for (int partition = 0; partition < _store.Partitions; partition++)
        {
            try
            {
                await _store.DeclareDeadAsync(partition, _context.Id);
            }
            catch (Exception e)
            {
                _context.CallFailed("The worker could not take its leave", e); // its presence and its leases lapse; other partitions may be there
            }
        }
    }
}
