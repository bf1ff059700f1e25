using GoTick.Core.Security;

namespace GoTick.Host.Access;

internal sealed partial class GuardedClient
{
    /// <inheritdoc/>
    public async Task<Caller> GetCallerAsync(CancellationToken cancel = default) => await callers(cancel);
}
