using System.Management.Automation.Runspaces;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Hosting;

/// <summary>Executes activations on slots: threads with runspaces that are made once and used again, and from which no run sees anything of another.</summary>
internal sealed class FlowExecutor : IFlowExecutor
{
    /// <summary>How long a stopped pipeline may take to end before its slot is given up.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly SlotPool _slots;
    private readonly LoadedScripts _scripts;

    /// <param name="cacheRoot">The folder in which the texts of flow versions are laid down.</param>
    /// <param name="add">Adds a host's commands to each session; null where PowerShell brings all.</param>
    /// <param name="opened">Told of each runspace once it is open; null when nobody asks.</param>
    /// <param name="time">The clock of step deadlines; null = the system's.</param>
    public FlowExecutor(string cacheRoot, Action<InitialSessionState>? add = null, Action<Runspace>? opened = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _scripts = new LoadedScripts(cacheRoot, _time);
        _slots = new SlotPool(() => FlowSession.Create(add), opened);
    }

    /// <summary>How many slots were ever opened or replaced; for tests and metrics.</summary>
    public int SlotsMade => _slots.Made;

    /// <inheritdoc/>
    public Task RunAsync(IActivationPass pass, CancellationToken stop)
    {
        var execution = new Execution(this, pass, _slots.Take(), stop);
        execution.Start();
        return execution.Ended;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _slots.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One activation and what may still happen to it from outside.</summary>
    private sealed class Execution(FlowExecutor owner, IActivationPass pass, RunspaceSlot slot, CancellationToken stop)
    {
        // Continued on the slot's thread, which is free by then.
        private readonly TaskCompletionSource _ended = new();
        private readonly Lock _lock = new();
        private FlowContext? _context;
        private CancellationTokenRegistration _stopping;
        private ITimer? _patience;
        private bool _isOver;

        public Task Ended => _ended.Task;

        public void Start() => slot.Post(_ => Run());

        private void Run()
        {
            Action? end = null;
            try
            {
                if (pass.Open() is { } activation)
                {
                    ActivationOutcome outcome = stop.IsCancellationRequested ? new ActivationOutcome.Abandoned() : Execute(activation);
                    end = () => pass.End(outcome);
                }
            }
            catch (Exception e)
            {
                end = () => pass.Fail(e); // the worker parks the run with it
            }

            bool isAbandoned = End();
            slot.CleanUp();
            if (!isAbandoned)
            {
                Finish(end, () => owner._slots.Return(slot));
            }
        }

        private ActivationOutcome Execute(IActivation activation)
        {
            slot.Prepare();
            FlowScript script = owner._scripts.Get(activation.Version);
            var context = new FlowContext(activation, script, slot, owner._time) { GiveUp = GiveUp };
            _context = context;
            _stopping = stop.Register(Stop);
            ActivationOutcome? outcome = null;
            context.While(() => outcome = new FlowPass(activation, script, slot, context).Run());
            return outcome!;
        }

        private void Finish(Action? end, Action release)
        {
            try
            {
                end?.Invoke();
            }
            catch (Exception e)
            {
                release();
                _ended.TrySetException(e); // the worker's to judge
                return;
            }

            release();
            _ended.TrySetResult();
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
                _patience = owner._time.CreateTimer(_ => GiveUp(() => { }), null, StopPatience, Timeout.InfiniteTimeSpan);
                NativeProcesses.Kill(slot);
                slot.Shell.BeginStop(null, null);
            }
        }

        /// <summary>The slot's thread is stuck in something that heeds no stop. It unwinds should it ever come back; the run does not wait for it.</summary>
        private bool GiveUp(Action record)
        {
            lock (_lock)
            {
                if (_isOver)
                {
                    return false;
                }

                _isOver = true;
                _patience?.Dispose();
                _context!.Stop();
            }

            // Not on the timer's thread: a store that is away would hold it.
            Task.Run(() => Finish(() => Leave(record), () => SlotPool.Abandon(slot)));
            return true;
        }

        private void Leave(Action record)
        {
            try
            {
                record();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                pass.Fail(e); // the worker's to judge, as at any other end
                return;
            }

            pass.End(new ActivationOutcome.Abandoned());
        }
    }
}
