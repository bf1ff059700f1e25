using GoTick.Core.Security;

namespace GoTick.PowerShell.Remote;

internal sealed partial class RemoteClient
{
    /// <inheritdoc/>
    public async Task<Caller> GetCallerAsync(CancellationToken cancel = default) => (await _calls.GetAsync<CallerJson>("me", cancel)).ToCaller();
}
