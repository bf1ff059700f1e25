using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Tests.Workers;

/// <summary>The store as it is, with a witness who sees each batch that it applies.</summary>
internal sealed class WitnessedStore : StoreDecorator
{
    public WitnessedStore(IFlowStore inner)
        : base(inner) => Witness = new Witness(inner);

    public Witness Witness { get; }

    public override async ValueTask<CommitReply> CommitAsync(Batch batch, CancellationToken cancel = default)
    {
        Witness.Applying(batch);
        return Seen(batch, await Inner.CommitAsync(batch, cancel));
    }

    public override CommitReply Commit(Batch batch)
    {
        Witness.Applying(batch);
        return Seen(batch, Inner.Commit(batch));
    }

    private CommitReply Seen(Batch batch, CommitReply reply)
    {
        if (reply.Result == CommitResult.Ok)
        {
            Witness.Applied(batch);
        }

        return reply;
    }
}
