using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public Task ExportAsync(ItemId id, Stream to, CancellationToken cancel = default) => _calls.ReadAsync(RemotePath.OfRun(id, "export"), to, cancel);

    /// <inheritdoc/>
    public Task<StartResult> ImportAsync(Stream from, ItemId? id = null, CancellationToken cancel = default) =>
        _calls.WriteAsync<StartResult>(RemotePath.At("runs/import").With("id", id?.Text).ToString(), from, cancel);
}
