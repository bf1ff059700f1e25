using System.Collections.Concurrent;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores;

/// <summary>Who in this process wants to hear of ready work and of ended items. Wakes workers one at a time, those that asked first.</summary>
internal sealed class WakeBoard
{
    private readonly ConcurrentDictionary<WorkerId, Action> _listeners = new();
    private readonly ConcurrentDictionary<ItemId, Action?> _watchers = new();
    private readonly Lock _idleLock = new();
    private readonly LinkedList<(WorkerId Worker, IReadOnlyList<string> Queues)> _idle = [];

    public IAsyncDisposable Listen(WorkerId worker, Action wake)
    {
        _listeners[worker] = wake;
        return new Registration(() => _listeners.TryRemove(worker, out _));
    }

    public IAsyncDisposable Watch(ItemId item, Action changed)
    {
        _watchers.AddOrUpdate(item, changed, (_, others) => others + changed);
        return new Registration(() =>
        {
            if (_watchers.AddOrUpdate(item, (Action?)null, (_, others) => others - changed) is null)
            {
                _watchers.TryRemove(new KeyValuePair<ItemId, Action?>(item, null));
            }
        });
    }

    /// <summary>A claim has come back: the worker is idle when it got less than it asked for.</summary>
    public void Claimed(ClaimRequest request, int items)
    {
        lock (_idleLock)
        {
            Forget(request.Worker);
            if (request.WantsWake && items < request.Max)
            {
                _idle.AddLast((request.Worker, request.Queues));
            }
        }
    }

    /// <summary>Tells one idle worker for each item that became ready, the workers that got mail, and the watchers of ended items.</summary>
    public void Publish(Effects effects)
    {
        foreach (string queue in effects.ReadyQueues)
        {
            if (TakeIdle(queue) is { } worker && _listeners.TryGetValue(worker, out Action? wake))
            {
                wake();
            }
        }

        foreach (WorkerId worker in effects.Mailed)
        {
            if (_listeners.TryGetValue(worker, out Action? wake))
            {
                wake();
            }
        }

        foreach (ItemId item in effects.Ended)
        {
            if (_watchers.TryGetValue(item, out Action? changed))
            {
                changed?.Invoke();
            }
        }
    }

    /// <summary>Tells everybody: something happened in another process.</summary>
    public void PublishAll()
    {
        foreach (Action wake in _listeners.Values)
        {
            wake();
        }

        foreach (Action? changed in _watchers.Values)
        {
            changed?.Invoke();
        }
    }

    private WorkerId? TakeIdle(string queue)
    {
        lock (_idleLock)
        {
            for (LinkedListNode<(WorkerId Worker, IReadOnlyList<string> Queues)>? node = _idle.First; node is not null; node = node.Next)
            {
                if (node.Value.Queues.Contains(queue))
                {
                    _idle.Remove(node);
                    return node.Value.Worker;
                }
            }

            return null;
        }
    }

    private void Forget(WorkerId worker)
    {
        for (LinkedListNode<(WorkerId Worker, IReadOnlyList<string> Queues)>? node = _idle.First; node is not null; node = node.Next)
        {
            if (node.Value.Worker == worker)
            {
                _idle.Remove(node);
                return;
            }
        }
    }

    private sealed class Registration(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
