using GoTick.Core.Security;

namespace GoTick.Core.Client;

public partial interface ITickClient
{
    /// <summary>Who the door takes the caller for, and what they may do. Over a store: whoever the process runs as, who may do everything.</summary>
    Task<Caller> GetCallerAsync(CancellationToken cancel = default);
}
