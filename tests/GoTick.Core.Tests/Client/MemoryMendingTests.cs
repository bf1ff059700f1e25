using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Client;

public sealed class MemoryMendingTests : MendingConformance
{
    protected override Task<IFlowStore> CreateAsync(FakeTimeProvider clock) => Task.FromResult<IFlowStore>(new MemoryStore(clock));
}
