using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>Reads what was told to a run while it is executed, stops it when somebody wants it to end, and has it park at its next step when
/// somebody wants it suspended.</summary>
internal sealed class MailReader(IFlowStore store, WorkerContext context)
{
    /// <summary>Reads the inbox of an item, if there is more in it than was looked at. A store that is away is asked again at the next occasion.</summary>
    /// <param name="active">The item.</param>
    /// <param name="inbox">How many messages were ever posted to it.</param>
    public async Task ReadAsync(ActiveItem active, long inbox)
    {
        if (inbox <= active.Heard || active.Item.IsReleased)
        {
            return;
        }

        try
        {
            IReadOnlyList<InboxMessage> messages = await store.ReadInboxAsync(active.Item.Id, StoreLimits.InboxMessages);
            active.Heard = inbox;
            if (messages.FirstOrDefault(m => m.Id == RunMessage.CancelAsked.MessageId) is { } cancel)
            {
                active.Cancel(EndingDecisions.Asked(cancel));
            }

            active.Item.Suspension = SuspendDecisions.WishOf(messages) is { Asked: { } asked, MessageIds: var ids } ? new SuspendOrder(asked, ids, inbox) : null;
        }
        catch (StoreUnavailableException e)
        {
            context.StoreFailed(e);
        }
    }
}
