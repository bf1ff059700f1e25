using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Host.Dashboard.Shell;

namespace GoTick.Host.Dashboard.Runs.One;

/// <summary>
/// What a run's page knows: one follower, read at most four times a second while the run moves, for all panels of the page. It lives on the page's own context, so
/// nothing here is touched by two threads.
/// </summary>
public sealed class RunFeed : IAsyncDisposable
{
    private static readonly TimeSpan Moving = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Resting = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly ITickClient _client;
    private readonly StoreHealth _health;
    private readonly RunFollower _follower;
    private Task _loop = Task.CompletedTask;
    private TaskCompletionSource _nudge = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins nothing yet.</summary>
    public RunFeed(ITickClient client, StoreHealth health, ItemId id)
    {
        (_client, _health, Id) = (client, health, id);
        _follower = new RunFollower(client, id);
    }

    /// <summary>The run.</summary>
    public ItemId Id { get; }

    /// <summary>The newest look; null before the first.</summary>
    public RunNews? News { get; private set; }

    /// <summary>The run with its arguments, and with output and error once it has ended; null before the first look.</summary>
    public RunView? Run { get; private set; }

    /// <summary>Why it cannot be followed; null when it can.</summary>
    public TickException? Error { get; private set; }

    /// <summary>What its steps' attempts failed by.</summary>
    public AttemptBook Attempts { get; } = new();

    /// <summary>The newest records of its streams.</summary>
    public LogBook Log { get; } = new();

    /// <summary>How many events its journal has, as far as it was read.</summary>
    public int EventCount { get; private set; }

    /// <summary>Raised after each look that brought something, on the page's context.</summary>
    public event Action? Changed;

    /// <summary>Begins to follow; to be called on the page's context.</summary>
    public void Start() => _loop = LoopAsync();

    /// <summary>Looks again at once: something was done to the run.</summary>
    public void Nudge() => _nudge.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                bool rests = await LookAsync();
                await Task.WhenAny(Task.Delay(rests ? Resting : Moving, _stop.Token), _nudge.Task);
                _nudge = _nudge.Task.IsCompleted ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : _nudge;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // the page is gone
        }
    }

    /// <summary>Looks once; true when nothing is to be expected soon.</summary>
    private async Task<bool> LookAsync()
    {
        try
        {
            RunNews news = await _follower.ReadAsync(_stop.Token);
            if (Run is null || Run.Continued != news.Run.Continued)
            {
                Run = await _client.GetRunAsync(Id, _stop.Token);
            }

            Take(news);
            _health.Answered();
            return news.IsOver;
        }
        catch (StoreUnavailableException e)
        {
            _health.Silent(e);
            return true;
        }
        catch (TickException e)
        {
            Error = e;
            Changed?.Invoke();
            return true;
        }
    }

    private void Take(RunNews news)
    {
        bool isNews = News is null || !news.IsOver || !News.IsOver || news.Events.Count > 0 || news.Records.Count > 0 || news.Run.Status != News.Run.Status;
        if (news.Run.Continued != News?.Run.Continued)
        {
            EventCount = 0;
            Attempts.Clear();
        }

        EventCount += news.Events.Count;
        foreach (JournalEvent value in news.Events)
        {
            Attempts.Take(value);
        }

        Log.Take(news);
        Run = news.Run with { Arguments = Run!.Arguments, FirstArguments = Run.FirstArguments };
        (News, Error) = (news, null);
        if (isNews)
        {
            Changed?.Invoke();
        }
    }
}
