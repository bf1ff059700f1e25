using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    // Long enough for one decision; should this process die in it, the run is ready again after that.
    private static readonly TimeSpan DecisionLease = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task CancelAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default)
    {
        var asked = new RunMessage.CancelAsked { Reason = reason, By = by ?? Account.OfThisProcess.Name };
        Verb[] posts = force ? await TellChildrenAsync(id, asked, cancel) : [];
        bool endsChildren = false;
        await DecideAsync(
            id,
            RunMessage.CancelAsked.MessageId,
            asked,
            run =>
            {
                endsChildren = ChildDecisions.EndsChildren(run);
                return run.Place == Place.Ended || (!force && run.Fields.ContainsKey(HeaderFields.Ending));
            },
            (held, start, now) =>
            {
                endsChildren = ChildDecisions.MayLive(held, RunStatus.Canceled);
                return Cancel(held, start, EndingDecisions.Of(asked, now), force, posts);
            },
            force,
            cancel);
        if (force)
        {
            await EndChildrenAsync(id, force: true, cancel: cancel);
        }
        else if (endsChildren)
        {
            await EndWithChildrenAsync(id, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<RunView> CancelAndWaitAsync(ItemId id, string? reason = null, string? by = null, bool force = false, CancellationToken cancel = default)
    {
        while (true)
        {
            await CancelAsync(id, reason, by, force, cancel);
            if (await WaitAsync(id, WaitPoll, cancel) is { } run)
            {
                return run;
            }
        }
    }

    /// <inheritdoc/>
    public async Task SuspendAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default)
    {
        var asked = new RunMessage.SuspendAsked { Reason = reason, By = by ?? Account.OfThisProcess.Name };
        string messageId = RunMessage.SuspendAsked.MessagePrefix + Guid.NewGuid().ToString("N");
        await DecideAsync(
            id,
            messageId,
            asked,
            run => run.Place == Place.Ended ? throw Ended(run) : run.Place == Place.Parked,
            (held, start, now) => SuspendDecisions.Park(held, () => start.Flow, asked, [], held.Inbox, now),
            force: false,
            cancel);
        if (await FindRunAsync(id, cancel) is { Place: Place.Parked, Gate: { } gate })
        {
            await new BranchSteering(Store).SuspendAsync(id, gate, messageId, asked, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task ResumeAsync(ItemId id, string? reason = null, string? by = null, CancellationToken cancel = default)
    {
        var asked = new RunMessage.ResumeAsked { Reason = reason, By = by ?? Account.OfThisProcess.Name };
        // Its branches first: should this process die in between, the run is still suspended, and the next call finds the rest.
        bool wasAny = (await RunAsync(id, cancel)).Gate is { } gate && await new BranchSteering(Store).ResumeAsync(id, gate, cancel);
        while (true)
        {
            ItemHeader header = await RunAsync(id, cancel);
            if (!await IsSuspendedAsync(header, cancel))
            {
                if (wasAny)
                {
                    return;
                }

                throw new TickException(
                    TickErrorId.RunNotSuspended, TickErrorKind.InvalidState, $"Run '{id}' is not suspended ({HeaderFields.Status(header)}); there is nothing to resume.")
                { Target = id.Text };
            }

            ItemClaimReply claim = await Store.ClaimItemAsync(new ItemClaimRequest { Item = id, Worker = WorkerId.New(), LeaseFor = DecisionLease }, cancel);
            bool isDone = claim.Item is { } item
                ? await TryCommitAsync(item, _ => false, (held, start, now) => Resume(held, start, SuspendDecisions.WishOf(item.Messages), asked, now), claim.Now, cancel)
                : (await Store.CommitAsync(RunMessage.ResumeAsked.PostTo(id, asked), cancel)).IsApplied;
            if (isDone)
            {
                return;
            }
        }
    }

    private static Decision Resume(ItemHeader held, RunStarted start, SuspendWish? wish, RunMessage.ResumeAsked asked, StoreTime now) => RunIndexes.IsSuspended(held)
        ? SuspendDecisions.Resume(held, start.Flow, asked.By, asked.Reason, wish?.MessageIds ?? [], now)
        : new Decision { Verbs = SuspendDecisions.GoOn(held, wish?.MessageIds ?? []) };

    private async Task<bool> IsSuspendedAsync(ItemHeader run, CancellationToken cancel) =>
        RunIndexes.IsSuspended(run) || SuspendDecisions.WishOf(await Store.ReadInboxAsync(run.Id, StoreLimits.InboxMessages, cancel))?.Asked is not null;

    /// <summary>The header of a run that has not ended.</summary>
    private async Task<ItemHeader> RunAsync(ItemId id, CancellationToken cancel) =>
        await FindRunAsync(id, cancel) is { BranchOf: null } header
            ? header.Place == Place.Ended ? throw Ended(header) : header
            : throw NotFound(id);

    private static TickException Ended(ItemHeader run) => new(
        TickErrorId.RunEnded, TickErrorKind.InvalidState, $"Run '{run.Id}' has ended ({HeaderFields.Status(run)}).")
    { Target = run.Id.Text };

    private static Decision Cancel(ItemHeader held, RunStarted start, RunEnding ending, bool force, Verb[] posts)
    {
        if (!force)
        {
            return EndingDecisions.End(held, start, EndingWork.Of(held), ending);
        }

        Decision end = EndingDecisions.Finish(held.Id, start, ending, 0, ending.At, RunIndexes.ErrorOf(held));
        return end with { Verbs = [.. posts, .. end.Verbs] };
    }

    /// <summary>
    /// Decides about a run here and now if nobody holds it, else tells the holder. One of both always works.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="messageId">The id of the message to the holder.</param>
    /// <param name="message">That message.</param>
    /// <param name="isDone">True when there is nothing to decide.</param>
    /// <param name="decide">Decides.</param>
    /// <param name="force">True: takes the run from its holder.</param>
    /// <param name="cancel">Gives up waiting.</param>
    private async Task DecideAsync(
        ItemId id,
        string messageId,
        RunMessage message,
        Func<ItemHeader, bool> isDone,
        Func<ItemHeader, RunStarted, StoreTime, Decision> decide,
        bool force,
        CancellationToken cancel)
    {
        while (true)
        {
            ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
            if (header.BranchOf is not null)
            {
                throw NotFound(id); // a part of a run, and none itself
            }

            if (isDone(header))
            {
                return;
            }

            ItemClaimReply claim = await Store.ClaimItemAsync(
                new ItemClaimRequest { Item = id, Worker = WorkerId.New(), LeaseFor = DecisionLease, Force = force }, cancel);
            if (claim.Item is { } item)
            {
                if (await TryCommitAsync(item, isDone, decide, claim.Now, cancel))
                {
                    return;
                }

                continue;
            }

            var post = new Batch { Item = id, Guard = new Guard.In(Place.Leased), Verbs = [new Verb.Post(id, messageId, JournalCodec.Encode(message))] };
            CommitReply reply = await Store.CommitAsync(post, cancel);
            if (reply.IsApplied)
            {
                return;
            }

            // Where there is no room for one more message, the holder is not told but loses the lease.
            force |= reply.Result == CommitResult.Full;
        }
    }

    private async Task<bool> TryCommitAsync(
        ClaimedItem item,
        Func<ItemHeader, bool> isDone,
        Func<ItemHeader, RunStarted, StoreTime, Decision> decide,
        StoreTime now,
        CancellationToken cancel)
    {
        ItemHeader header = item.Header;
        Decision decision = isDone(header)
            ? new Decision { Verbs = [new Verb.Ready(Band.Started)] } // somebody was faster: it goes on as it did
            : decide(header, (RunStarted)JournalCodec.Decode(item.Events[0]), now);
        CommitReply reply = await Store.CommitAsync(
            new Batch
            {
                Item = header.Id,
                Guard = new Guard.Held(header.Lease, header.Length),
                Events = [.. decision.Events.Select(JournalCodec.Encode)],
                Fields = decision.Fields,
                Verbs = LimitDecisions.AtEnd(header, decision.Verbs),
            },
            cancel);
        if (reply.IsApplied && header.Fields.ContainsKey(HeaderFields.Limits) && decision.Verbs.Any(v => v is Verb.End))
        {
            await TryReleaseAsync(header, cancel);
        }

        return reply.IsApplied;
    }
}
