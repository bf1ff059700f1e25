using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>Limits: who holds and who waits.</summary>
internal sealed partial class MemoryTables
{
    private readonly SortedDictionary<string, MemoryLimit> _limits = new(StringComparer.Ordinal);

    public LimitRow? FindLimit(string limit) => _limits.GetValueOrDefault(limit)?.Row;

    public void SaveLimit(LimitRow row) => Limit(row.Name).Row = row;

    public void DeleteLimit(LimitRow row) => _limits.Remove(row.Name);

    public PermitHolder? FindHolder(string limit, string holder) => _limits.GetValueOrDefault(limit)?.Holders.GetValueOrDefault(holder);

    public void PutHolder(string limit, PermitHolder holder) => Limit(limit).Holders[holder.Holder] = holder;

    public void RemoveHolder(string limit, string holder) => Limit(limit).Holders.Remove(holder);

    public PermitWaiter? FindWaiter(string limit, string holder) => _limits.GetValueOrDefault(limit)?.Waiters.GetValueOrDefault(holder);

    public void AddWaiter(string limit, PermitWaiter waiter)
    {
        MemoryLimit found = Limit(limit);
        found.Waiters.Add(waiter.Holder, waiter);
        found.Order.Add(waiter);
    }

    public void RemoveWaiter(string limit, PermitWaiter waiter)
    {
        MemoryLimit found = Limit(limit);
        found.Waiters.Remove(waiter.Holder);
        found.Order.Remove(waiter);
    }

    public int CountBefore(string limit, PermitWaiter waiter) => Limit(limit).Order.TakeWhile(w => w != waiter).Count();

    public IReadOnlyList<PermitWaiter> FirstWaiters(string limit, int count) =>
        _limits.TryGetValue(limit, out MemoryLimit? found) ? [.. found.Order.Take(count)] : [];

    public (long Last, int Count) FindTurns(string limit, int priority, string line) =>
        _limits.TryGetValue(limit, out MemoryLimit? found) ? found.Lines.GetValueOrDefault((priority, line)) : default;

    public void SaveTurns(string limit, int priority, string line, long last, int count)
    {
        if (count == 0)
        {
            Limit(limit).Lines.Remove((priority, line));
        }
        else
        {
            Limit(limit).Lines[(priority, line)] = (last, count);
        }
    }

    public IReadOnlyList<LimitState> Limits(string after, int count) =>
        [.. _limits.Values.Where(l => string.CompareOrdinal(l.Row.Name, after) > 0).Take(count).Select(l => l.Row.ToState())];

    public LimitPermits Permits(string limit, int waiters) => _limits.TryGetValue(limit, out MemoryLimit? found)
        ? new LimitPermits([.. found.Holders.Values], [.. found.Order.Take(waiters)])
        : new LimitPermits([], []);

    private MemoryLimit Limit(string name)
    {
        if (!_limits.TryGetValue(name, out MemoryLimit? found))
        {
            _limits.Add(name, found = new MemoryLimit { Row = new LimitRow { Name = name } });
        }

        return found;
    }
}
