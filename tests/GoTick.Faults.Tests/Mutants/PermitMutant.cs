using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Mutants;

/// <summary>A store whose limits are asked other things than they should be.</summary>
internal sealed class PermitMutant(IFlowStore inner, Func<PermitRequest, PermitRequest> change) : StoreDecorator(inner)
{
    public override ValueTask<PermitReply> PermitAsync(PermitRequest request, CancellationToken cancel = default) => Inner.PermitAsync(change(request), cancel);
}
