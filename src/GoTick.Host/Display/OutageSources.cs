using GoTick.Core.Errors;

namespace GoTick.Host.Display;

/// <summary>
/// Several who speak with one store (a worker that writes, a follower that reads): an outage is told once, when the first meets it, and its end when all are
/// past it.
/// </summary>
/// <param name="tell">Told of the outage (with its cause) and of its end (null).</param>
internal sealed class OutageSources(Action<StoreUnavailableException?> tell)
{
    private readonly Lock _lock = new();
    private int _away;

    /// <summary>What one of them is to call.</summary>
    public Action<StoreUnavailableException?> Add()
    {
        bool isAway = false;
        return error =>
        {
            lock (_lock)
            {
                if (isAway == error is not null)
                {
                    return;
                }

                isAway = error is not null;
                int before = _away;
                _away += isAway ? 1 : -1;
                if (before == 0 || _away == 0)
                {
                    tell(error);
                }
            }
        };
    }
}
