using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Mutants;

/// <summary>A store whose claims are other ones, or bring something else.</summary>
internal sealed class ClaimMutant(IFlowStore inner, Func<ClaimRequest, ClaimRequest> ask, Func<ClaimReply, ClaimReply> answer) : StoreDecorator(inner)
{
    public override async ValueTask<ClaimReply> ClaimAsync(ClaimRequest request, CancellationToken cancel = default) =>
        answer(await Inner.ClaimAsync(ask(request), cancel));

    public override ClaimReply Claim(ClaimRequest request) => answer(Inner.Claim(ask(request)));
}
