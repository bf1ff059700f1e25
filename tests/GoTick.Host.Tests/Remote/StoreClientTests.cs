using GoTick.Core.Client;
using GoTick.Host.Tests.Api;

namespace GoTick.Host.Tests.Remote;

/// <summary>The client of a store.</summary>
public sealed class StoreClientTests : ClientConformance
{
    private protected override Task<ITickClient> ConnectAsync(ApiRig rig) => Task.FromResult<ITickClient>(rig.Client);
}
