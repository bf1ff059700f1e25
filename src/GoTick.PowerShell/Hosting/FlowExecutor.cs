using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Hosting;

/// <summary>Executes activations on slots: threads with runspaces that are made once and used again, and from which no run sees anything of another.</summary>
internal sealed class FlowExecutor : IFlowExecutor
{
    /// <summary>How long a stopped pipeline may take to end before its slot is given up.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly string _cacheRoot;
    private readonly TimeProvider _time;
    private readonly SlotPool _slots;
    private readonly ConcurrentDictionary<string, Lazy<FlowScript>> _scripts = new();

    /// <param name="cacheRoot">The folder in which the texts of flow versions are laid down.</param>
    /// <param name="add">Adds a host's commands to each session; null where PowerShell brings all.</param>
    /// <param name="opened">Told of each runspace once it is open; null when nobody asks.</param>
    /// <param name="time">The clock of step deadlines; null = the system's.</param>
    public FlowExecutor(string cacheRoot, Action<InitialSessionState>? add = null, Action<Runspace>? opened = null, TimeProvider? time = null)
    {
        _cacheRoot = cacheRoot;
        _time = time ?? TimeProvider.System;
        _slots = new SlotPool(() => FlowSession.Create(add), opened);
    }

    /// <summary>How many slots were ever opened or replaced; for tests and metrics.</summary>
    public int SlotsMade => _slots.Made;

    /// <inheritdoc/>
    public Task<ActivationOutcome> ExecuteAsync(IActivation activation, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return Task.FromResult<ActivationOutcome>(new ActivationOutcome.Abandoned());
        }

        var execution = new Execution(this, activation, _slots.Take(), stop);
        execution.Start();
        return execution.Ended;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _slots.Dispose();
        return ValueTask.CompletedTask;
    }

    private FlowScript Script(IActivation activation) => _scripts.GetOrAdd(
        activation.Version.Hash,
        static (_, a) => new Lazy<FlowScript>(() => FlowScript.Load(a.Activation.Version, a.Root)),
        (Activation: activation, Root: _cacheRoot)).Value;

    /// <summary>One activation and what may still happen to it from outside.</summary>
    private sealed class Execution(FlowExecutor owner, IActivation activation, RunspaceSlot slot, CancellationToken stop)
    {
        private readonly TaskCompletionSource<ActivationOutcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private FlowContext? _context;
        private CancellationTokenRegistration _stopping;
        private ITimer? _patience;
        private bool _isOver;

        public Task<ActivationOutcome> Ended => _ended.Task;

        public void Start() => slot.Post(_ => Run());

        private void Run()
        {
            ActivationOutcome? outcome = null;
            Exception? bug = null;
            try
            {
                slot.Prepare();
                FlowScript script = owner.Script(activation);
                var context = new FlowContext(activation, script, slot, owner._time);
                _context = context;
                _stopping = stop.Register(Stop);
                context.While(() => outcome = new FlowPass(activation, script, slot, context).Run());
            }
            catch (Exception e)
            {
                bug = e; // handed to the worker, which parks the run with it
            }

            bool isAbandoned = End();
            slot.CleanUp();
            if (!isAbandoned)
            {
                owner._slots.Return(slot);
            }

            _ = bug is null ? _ended.TrySetResult(outcome!) : _ended.TrySetException(bug);
        }

        /// <summary>From here on no stop reaches the slot. True: the slot was given up meanwhile.</summary>
        private bool End()
        {
            _stopping.Unregister();
            lock (_lock)
            {
                bool wasAbandoned = _isOver;
                _isOver = true;
                _patience?.Dispose();
                return wasAbandoned;
            }
        }

        private void Stop()
        {
            lock (_lock)
            {
                if (_isOver)
                {
                    return;
                }

                _context!.Stop();
                _patience = owner._time.CreateTimer(_ => GiveUp(), null, StopPatience, Timeout.InfiniteTimeSpan);
                slot.Shell.BeginStop(null, null);
            }
        }

        private void GiveUp()
        {
            lock (_lock)
            {
                if (_isOver)
                {
                    return;
                }

                _isOver = true;
            }

            SlotPool.Abandon(slot);
            _ended.TrySetResult(new ActivationOutcome.Abandoned());
        }
    }
}
