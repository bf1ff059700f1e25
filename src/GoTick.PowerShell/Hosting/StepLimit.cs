using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.PowerShell.Errors;
using Shell = System.Management.Automation.PowerShell;

namespace GoTick.PowerShell.Hosting;

/// <summary>
/// The time of one attempt. When it is over, its pipeline is stopped; should that not come to its end within <see cref="FlowExecutor.StopPatience"/>, the
/// attempt is recorded as timed out in its place, and the slot with the stuck thread is given up.
/// </summary>
internal sealed class StepLimit : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FlowContext _flow;
    private readonly StepEntry.Run _run;
    private readonly Shell _pipeline;
    private readonly ITimer _timer;
    private bool _isOver;
    private bool _hasEnded;

    public StepLimit(FlowContext flow, StepEntry.Run run, Shell pipeline, TimeSpan left)
    {
        _flow = flow;
        _run = run;
        _pipeline = pipeline;
        _timer = flow.Time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(left, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True once the time is over.</summary>
    public bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>The pipeline has come to its end, by itself or stopped: from here on nothing is done in its place. True: its time is over.</summary>
    public bool End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            return _isOver;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Expire()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            if (_isOver)
            {
                FailureDetails error = TickErrors.ToDetails(StepBody.TimedOut(_run), _flow.Script);
                _flow.GiveUp(() => _flow.Activation.RecordFailure(_run, error));
                return;
            }

            _isOver = true;
            _timer.Change(FlowExecutor.StopPatience, Timeout.InfiniteTimeSpan);
        }

        NativeProcesses.Kill(_flow.Slot);
        _pipeline.BeginStop(null, null);
    }
}
