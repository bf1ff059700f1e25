using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Security;

public sealed class MemorySecurityTests : SecurityConformance
{
    protected override Task<IFlowStore> CreateAsync(FakeTimeProvider clock) => Task.FromResult<IFlowStore>(new MemoryStore(clock));
}
