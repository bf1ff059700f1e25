using GoTick.Core.Client.Transfer;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <inheritdoc/>
    public async Task ExportAsync(ItemId id, Stream to, CancellationToken cancel = default)
    {
        RunArchive archive = await new RunExporter(Store).ReadAsync(id, cancel);
        RunView run = await GetRunAsync(id, cancel);
        using var writer = new ArchiveWriter(to);
        await writer.WriteAsync(archive, run, Store.Identity, await Store.ReadTimeAsync(Store.PartitionOf(id), cancel), cancel);
    }

    /// <inheritdoc/>
    public async Task<StartResult> ImportAsync(Stream from, ItemId? id = null, CancellationToken cancel = default)
    {
        using var reader = new ArchiveReader();
        RunArchive archive = await reader.ReadAsync(from, cancel);
        ItemId run = id ?? ItemId.FromStored(archive.Run.Id);
        bool isNew = await new RunImporter(Store).ImportAsync(archive, run, "import:" + reader.Digest[..32], cancel);
        return new StartResult(run, isNew);
    }
}
