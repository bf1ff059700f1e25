namespace GoTick.Core.Workers;

/// <summary>The pace of a real worker: a thread of its own, because a monitor wakes more precisely than a task's delay.</summary>
internal sealed class DispatchThread : IDispatchPace
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1.2);

    private readonly object _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _wasPulsed;
    private bool _isStarted;

    public void Start(Func<TimeSpan?> turn)
    {
        _isStarted = true;
        new Thread(() => Run(turn)) { IsBackground = true, Name = "GoTick dispatcher" }.Start();
    }

    public void Pulse()
    {
        lock (_gate)
        {
            _wasPulsed = true;
            Monitor.Pulse(_gate);
        }
    }

    public Task StopAsync()
    {
        Pulse();
        return _isStarted ? _ended.Task : Task.CompletedTask;
    }

    public Task OnThreadAsync(Action work) => Task.Factory.StartNew(
        work,
        CancellationToken.None,
        TaskCreationOptions.LongRunning, // it waits for the store on its own thread
        TaskScheduler.Default);

    private void Run(Func<TimeSpan?> turn)
    {
        while (turn() is { } wait)
        {
            Wait(wait);
        }

        _ended.SetResult();
    }

    private void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero && time <= Soon)
        {
            Thread.Sleep(0); // a monitor would wake too late
        }

        lock (_gate)
        {
            if (!_wasPulsed && time > Soon)
            {
                Monitor.Wait(_gate, time - TimeSpan.FromMilliseconds(1));
            }

            _wasPulsed = false;
        }
    }
}
