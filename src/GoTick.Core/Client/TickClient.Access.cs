using GoTick.Core.Security;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <inheritdoc/>
    public Task<Caller> GetCallerAsync(CancellationToken cancel = default) => Task.FromResult(Caller.OfThisProcess);
}
