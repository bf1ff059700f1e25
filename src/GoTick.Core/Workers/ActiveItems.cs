using System.Collections.Concurrent;

namespace GoTick.Core.Workers;

/// <summary>The items that a worker runs right now.</summary>
internal sealed class ActiveItems
{
    private readonly ConcurrentDictionary<ActiveItem, Task> _running = new();

    public int Count => _running.Count;

    public IEnumerable<ActiveItem> All => _running.Keys;

    public void Add(ActiveItem item, Task task) => _running[item] = task;

    public void Remove(ActiveItem item) => _running.TryRemove(item, out _);

    public Task WhenAllAsync() => Task.WhenAll(_running.Values);
}
