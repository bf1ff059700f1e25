using GoTick.Core.Client.Transfer;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Writes a run with all that belongs to it: its text, journal, branches, inbox and log, as they are at one moment, and the child that it waits for with the same. The run may go on meanwhile.</summary>
    /// <param name="id">The run.</param>
    /// <param name="to">Where to; stays open.</param>
    /// <param name="cancel">Stops; what was written then is no whole archive and is refused by <see cref="ImportAsync"/>.</param>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickFlowNotFound</c> when its text is gone, <c>TickNotSupported</c> while one of its branches waits for a child; <see cref="StoreUnavailableException"/>.</exception>
    Task ExportAsync(ItemId id, Stream to, CancellationToken cancel = default);

    /// <summary>
    /// Puts an exported run into this store. One that had ended can be looked at as before; one that had not comes suspended (<c>TickRunImported</c>), and goes on
    /// here when it is resumed. Repeated with the same archive and id it changes nothing more. All of the archive is checked first: nothing half is imported.
    /// </summary>
    /// <param name="from">What <see cref="ExportAsync"/> wrote.</param>
    /// <param name="id">Another id; null = its own.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="TickException"><c>TickArchiveInvalid</c>, <c>TickRunExists</c>; <see cref="StoreUnavailableException"/>.</exception>
    Task<StartResult> ImportAsync(Stream from, ItemId? id = null, CancellationToken cancel = default);
}
