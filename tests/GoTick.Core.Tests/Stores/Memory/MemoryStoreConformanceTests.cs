using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Tests.Stores.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Stores.Memory;

public sealed class MemoryStoreConformanceTests : FlowStoreConformance
{
    protected override Task<IFlowStore> CreateAsync(FakeTimeProvider clock) => Task.FromResult<IFlowStore>(new MemoryStore(clock));
}
