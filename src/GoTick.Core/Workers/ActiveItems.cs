using System.Collections.Concurrent;

namespace GoTick.Core.Workers;

/// <summary>The items that a worker runs right now.</summary>
internal sealed class ActiveItems
{
    // By number, so that all are always visited in the same order.
    private readonly ConcurrentDictionary<long, (ActiveItem Item, Task Task)> _running = new();
    private long _last;

    public int Count => _running.Count;

    public IEnumerable<ActiveItem> All => _running.ToArray().OrderBy(r => r.Key).Select(r => r.Value.Item);

    public void Add(ActiveItem item, Task task)
    {
        item.Number = Interlocked.Increment(ref _last);
        _running[item.Number] = (item, task);
    }

    public void Remove(ActiveItem item) => _running.TryRemove(item.Number, out _);

    public Task WhenAllAsync() => Task.WhenAll(_running.Values.Select(r => r.Task));
}
