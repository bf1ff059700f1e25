using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Mutants;

/// <summary>A store that gets other batches than it should.</summary>
internal sealed class BatchMutant(IFlowStore inner, Func<IFlowStore, Batch, Batch> change) : StoreDecorator(inner)
{
    public override ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default) => Inner.CommitAsync(change(Inner, batch), cancel);

    public override CommitReply Commit(Batch batch) => Inner.Commit(change(Inner, batch));
}
