using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    /// <inheritdoc/>
    public async Task<string> SendSignalAsync(SignalRequest request, CancellationToken cancel = default)
    {
        if (request.Run.IsSchedule)
        {
            throw NotFound(request.Run);
        }

        string id = request.Id ?? Guid.NewGuid().ToString("N");
        CommitReply reply = await Store.CommitAsync(SignalDecisions.Send(request, id), cancel);
        return Posted(reply, request.Run, $"signal '{request.Name}'", id);
    }

    /// <summary>What came of a message to a run.</summary>
    private static T Posted<T>(CommitReply reply, ItemId run, string what, T result) => reply.Result switch
    {
        CommitResult.Ok or CommitResult.Already => result,
        CommitResult.Gone => throw NotFound(run),
        CommitResult.Stale => throw new TickException(
            TickErrorId.RunEnded, TickErrorKind.InvalidState, $"Run '{run}' has ended: {what} would reach nobody.")
        { Target = run.Text },
        CommitResult.Full => throw new TickException(
            TickErrorId.InboxFull,
            TickErrorKind.LimitExceeded,
            $"Run '{run}' has {StoreLimits.InboxMessages:N0} messages that it has not taken yet, which is the most: {what} was not kept. Does its flow wait for them? Repeat it later.")
        { Target = run.Text },
        var odd => throw new InvalidOperationException($"The store answered {odd} to a message."),
    };
}
