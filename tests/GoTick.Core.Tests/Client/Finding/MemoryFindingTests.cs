using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;

namespace GoTick.Core.Tests.Client.Finding;

public sealed class MemoryFindingTests : FindingTests
{
    protected override Task<IFlowStore> OpenAsync() => Task.FromResult<IFlowStore>(new MemoryStore());
}
