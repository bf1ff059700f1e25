using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <inheritdoc/>
    public async Task<RunSight> SightAsync(ItemId id, CancellationToken cancel = default) =>
        await FindRunAsync(id, cancel) is { } header ? new RunSight(ViewOf(header), header.Epoch, header.Length) : throw NotFound(id);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(ItemId id, int from, int count, CancellationToken cancel = default) =>
        [.. (await Store.ReadJournalAsync(id, from, count, cancel)).Select(JournalCodec.Decode)];

    /// <inheritdoc/>
    public IBranchWatch WatchBranches(ItemId run) => new BranchWatch(Store, run);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> WatchAsync(ItemId id, Action changed, CancellationToken cancel = default) => Store.WatchAsync(id, changed, cancel);

    /// <inheritdoc/>
    public async Task<DateTimeOffset> ReadTimeAsync(ItemId run, CancellationToken cancel = default) =>
        (await Store.ReadTimeAsync(Store.PartitionOf(run), cancel)).ToDateTimeOffset();
}
