using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public async Task ExportAsync(ItemId id, Stream to, CancellationToken cancel = default)
    {
        await ReachRunAsync(await LookAsync(cancel), id, cancel);
        await inner.ExportAsync(id, to, cancel);
    }

    /// <inheritdoc/>
    public Task<StartResult> ImportAsync(Stream from, ItemId? id = null, CancellationToken cancel = default) =>
        ChangeAsync(id?.Text, Anybody, _ => inner.ImportAsync(from, id, cancel), cancel, imported => imported.Id.Text);
}
