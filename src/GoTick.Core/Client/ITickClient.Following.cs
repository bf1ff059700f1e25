using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>A run and how far its journal is; what <see cref="RunFollower"/> looks at first.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>.</exception>
    Task<RunSight> SightAsync(ItemId id, CancellationToken cancel = default);

    /// <summary>Events of a run's journal, from one on; none behind the last.</summary>
    /// <param name="id">The run.</param>
    /// <param name="from">The first one's place, from 0.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    /// <param name="cancel">Gives up waiting.</param>
    Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(ItemId id, int from, int count, CancellationToken cancel = default);

    /// <summary>A watch over the branches of a run's open wait, for one follower.</summary>
    IBranchWatch WatchBranches(ItemId run);

    /// <summary>Tells when a run ends, if it is told of it; a net of looks is needed beside it.</summary>
    /// <param name="id">The run.</param>
    /// <param name="changed">Called on a thread of no one's own; it must not block.</param>
    /// <param name="cancel">Gives up waiting.</param>
    ValueTask<IAsyncDisposable> WatchAsync(ItemId id, Action changed, CancellationToken cancel = default);

    /// <summary>The clock of the run's store.</summary>
    Task<DateTimeOffset> ReadTimeAsync(ItemId run, CancellationToken cancel = default);
}
