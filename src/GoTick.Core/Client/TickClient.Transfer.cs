using GoTick.Core.Client.Transfer;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <summary>Writes a run with all that belongs to it: its text, journal, branches, inbox and log, as they are at one moment. The run may go on meanwhile.</summary>
    /// <param name="id">The run.</param>
    /// <param name="to">Where to; stays open.</param>
    /// <param name="cancel">Stops; what was written then is no whole archive and is refused by <see cref="ImportAsync"/>.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickFlowNotFound</c> when its text is gone, <c>TickNotSupported</c> while it waits for a child; <see cref="StoreUnavailableException"/>.</exception>
    public async Task ExportAsync(ItemId id, Stream to, CancellationToken cancel = default)
    {
        RunArchive archive = await new RunExporter(Store).ReadAsync(id, cancel);
        RunView run = await GetRunAsync(id, cancel);
        using var writer = new ArchiveWriter(to);
        await writer.WriteAsync(archive, run, Store.Identity, await Store.ReadTimeAsync(Store.PartitionOf(id), cancel), cancel);
    }

    /// <summary>
    /// Puts an exported run into this store. One that had ended can be looked at as before; one that had not comes suspended (<c>TickRunImported</c>), and goes on
    /// here when it is resumed. Repeated with the same archive and id it changes nothing more. All of the archive is checked first: nothing half is imported.
    /// </summary>
    /// <param name="from">What <see cref="ExportAsync"/> wrote.</param>
    /// <param name="id">Another id; null = its own.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="TickException"><c>TickArchiveInvalid</c>, <c>TickRunExists</c>; <see cref="StoreUnavailableException"/>.</exception>
    public async Task<StartResult> ImportAsync(Stream from, ItemId? id = null, CancellationToken cancel = default)
    {
        using var reader = new ArchiveReader();
        RunArchive archive = await reader.ReadAsync(from, cancel);
        ItemId run = id ?? ItemId.FromStored(archive.Run.Id);
        bool isNew = await new RunImporter(Store).ImportAsync(archive, run, "import:" + reader.Digest[..32], cancel);
        return new StartResult(run, isNew);
    }
}
