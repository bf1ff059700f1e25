using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Removes an ended run with all that belongs to it.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickRunNotTerminal</c>.</exception>
    Task RemoveAsync(ItemId id, CancellationToken cancel = default);

    /// <summary>Throws what <see cref="RemoveAsync(ItemId, CancellationToken)"/> would, and removes nothing.</summary>
    /// <exception cref="TickException"><c>TickRunNotFound</c>, <c>TickRunNotTerminal</c>.</exception>
    Task CheckRemovableAsync(ItemId id, CancellationToken cancel = default);
}
