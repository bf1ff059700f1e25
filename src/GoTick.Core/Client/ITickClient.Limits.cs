using GoTick.Core.Checks;
using GoTick.Core.Errors;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Sets a limit, or changes it. Workers heed it from their next claim on, within a second; runs that have begun are not asked again.</summary>
    /// <exception cref="TickException"><c>TickLimitInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task SetLimitAsync(LimitName name, LimitSpec spec, CancellationToken cancel = default);

    /// <summary>Removes what people have set; what flows say of themselves stays.</summary>
    /// <exception cref="TickException"><c>TickLimitNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task RemoveLimitAsync(LimitName name, CancellationToken cancel = default);

    /// <summary>A limit that was set, or is held or waited for.</summary>
    /// <exception cref="TickException"><c>TickLimitNotFound</c>, or <see cref="StoreUnavailableException"/>.</exception>
    Task<LimitView> GetLimitAsync(LimitName name, CancellationToken cancel = default);

    /// <summary>All limits that were set, or are held or waited for, by name.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<LimitView>> ListLimitsAsync(CancellationToken cancel = default);
}
