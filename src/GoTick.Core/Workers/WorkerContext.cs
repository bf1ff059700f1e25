using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Workers;

/// <summary>What the actors of one worker share.</summary>
internal sealed class WorkerContext
{
    private volatile StoreUnavailableException? _outage;
    private int _waiting;

    public required WorkerId Id { get; init; }

    public required WorkerOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required byte[] Presence { get; init; }

    public required IReadOnlyList<StoreClock> Clocks { get; init; }

    public ActiveItems Active { get; } = new();

    /// <summary>The store's last failure, while it lasts; null when it answers.</summary>
    public StoreUnavailableException? Outage => _outage;

    /// <summary>Told once when an outage begins (with its cause) and once when it is over (null).</summary>
    public Action<StoreUnavailableException?> OutageChanged { get; init; } = _ => { };

    /// <summary>
    /// A call of an actor failed, whatever the reason: an answer of a newer GoTick and a bug are told like an outage. An actor that ends without a word
    /// would be worse than one that says so and goes on: leases would lapse, queues would fill.
    /// </summary>
    public void CallFailed(string what, Exception e) =>
        StoreFailed(e as StoreUnavailableException ?? new StoreUnavailableException($"{what}: {e.Message}", e));

    public void StoreFailed(StoreUnavailableException e)
    {
        bool isNew = _outage is null;
        _outage = e;
        if (isNew)
        {
            OutageChanged(e);
        }
    }

    /// <summary>An item waits for the store (true) or goes on (false): the outage is not over while one waits, whatever else the store answers.</summary>
    public void Waits(bool doesWait) => Interlocked.Add(ref _waiting, doesWait ? 1 : -1);

    public void StoreAnswered()
    {
        if (_outage is not null && Volatile.Read(ref _waiting) == 0)
        {
            _outage = null;
            OutageChanged(null);
        }
    }
}
