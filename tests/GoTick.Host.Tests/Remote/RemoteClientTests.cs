using GoTick.Core.Client;
using GoTick.Host.Tests.Api;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Tests.Remote;

/// <summary>The client of a server.</summary>
public sealed class RemoteClientTests : ClientConformance
{
    private protected override Task<ITickClient> ConnectAsync(ApiRig rig) => TickDoor.ConnectAsync(rig.Address.AbsoluteUri);
}
