using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public Task<RunSight> SightAsync(ItemId id, CancellationToken cancel = default) => _calls.GetAsync<RunSight>(RemotePath.OfRun(id, "sight"), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEvent>> ReadEventsAsync(ItemId id, int from, int count, CancellationToken cancel = default)
    {
        string path = RemotePath.At(RemotePath.OfRun(id, "journal")).With("from", from).With("limit", Math.Clamp(count, 1, PageSize)).ToString();
        Page<byte[]>? page = await IfThereAsync(_calls.GetAsync<Page<byte[]>>(path, cancel));
        return page is null ? [] : [.. page.Items.Select(JournalCodec.Decode)];
    }

    /// <inheritdoc/>
    public IBranchWatch WatchBranches(ItemId run) => new RemoteBranchWatch(_calls, run);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> WatchAsync(ItemId id, Action changed, CancellationToken cancel = default) =>
        ValueTask.FromResult<IAsyncDisposable>(new RemoteWatch(this, id, changed));

    /// <inheritdoc/>
    public async Task<DateTimeOffset> ReadTimeAsync(ItemId run, CancellationToken cancel = default) =>
        (await _calls.GetAsync<TimeNow>(RemotePath.OfRun(run, "time"), cancel)).Now;
}
