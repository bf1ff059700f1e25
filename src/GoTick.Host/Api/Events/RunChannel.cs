using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Api.Events;

/// <summary>Follows one run for all who listen to it: the store is asked once, however many they are.</summary>
internal sealed class RunChannel(TickClient client, ItemId run, TimeProvider time)
{
    // What moves is shown as it moves; a run that sleeps for a week is looked at once a second.
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly List<RunListener> _listeners = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunMoment? _moment;

    /// <summary>The run.</summary>
    public ItemId Run => run;

    /// <summary>How many listen, or are about to; the hub's lock guards it.</summary>
    public int Interested { get; set; }

    /// <summary>Ends when the run has been looked at once, or cannot be.</summary>
    public Task First => _first.Task;

    /// <summary>Lets somebody listen. Nothing is missed between its beginning and the first event that it is told.</summary>
    public void Add(RunListener listener)
    {
        lock (_lock)
        {
            listener.Begin(_moment!);
            if (_moment!.IsOver)
            {
                listener.Complete();
            }
            else
            {
                _listeners.Add(listener);
            }
        }
    }

    /// <summary>Somebody no longer listens.</summary>
    public void Remove(RunListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    /// <summary>Something for all.</summary>
    public void Tell(byte[] frame)
    {
        lock (_lock)
        {
            TellAll([frame]);
        }
    }

    /// <summary>Looks again and again, until the run has ended or was removed.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            await LookAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _first.TrySetCanceled(stop);
        }
        catch (TickException e)
        {
            if (!_first.TrySetException(e))
            {
                Tell(EventFrame.End(e));
            }
        }
        finally
        {
            End();
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var follower = new RunFollower(client, run, time);
        for (TimeSpan pause = Fastest; ;)
        {
            try
            {
                RunNews news = await follower.ReadAsync(stop);
                bool isMoving = Take(news);
                if (_moment!.IsOver)
                {
                    return;
                }

                pause = isMoving ? Fastest : pause * 1.5 < Slowest ? pause * 1.5 : Slowest;
            }
            catch (StoreUnavailableException) when (_moment is not null)
            {
                pause = Slowest; // the next look brings what this one would have
            }

            await Task.Delay(pause, time, stop);
        }
    }

    /// <summary>True when there is anything new.</summary>
    private bool Take(RunNews news)
    {
        lock (_lock)
        {
            RunMoment? before = _moment;
            RunMoment now = RunMoment.Of(before, news);
            _moment = now;
            if (before is null)
            {
                _first.TrySetResult();
                return true;
            }

            byte[][] frames = [.. Records(before, news), .. now.StepsSince(before)];
            if (frames.Length == 0 && now.Place == before.Place && now.Json.AsSpan().SequenceEqual(before.Json))
            {
                return false;
            }

            TellAll([.. frames, EventFrame.Of("run", now.Json, now.Place), .. now.IsOver ? [EventFrame.End(now.Run, now.Place)] : Array.Empty<byte[]>()]);
            return true;
        }
    }

    private static IEnumerable<byte[]> Records(RunMoment before, RunNews news) =>
        news.Records.Select((r, i) => EventFrame.Log(new LogLine(news.RecordNumbers[i], r), before.Place with { Log = news.RecordNumbers[i] }));

    private void TellAll(IReadOnlyList<byte[]> frames)
    {
        foreach (RunListener listener in _listeners)
        {
            listener.Tell(frames);
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _listeners.ForEach(l => l.Complete());
            _listeners.Clear();
        }
    }
}
