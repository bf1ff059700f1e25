using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How people are asked, which votes count, and what they come to.</summary>
internal static class ApprovalDecisions
{
    private const int MaxText = 10_000;
    private const int MaxNames = 100;

    /// <summary>What is asked, from now on.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickPayloadTooLarge</c>.</exception>
    public static ApprovalAsked Ask(ItemId run, StepKey key, ApprovalRequest request, StoreTime now)
    {
        Check(request);
        return new ApprovalAsked
        {
            At = now,
            Key = key,
            Ask = IdOf(run, key, request, now),
            Message = request.Message,
            Data = request.Data.Checked($"The data of approval '{key}'"),
            Approvers = request.Approvers,
            Quorum = request.Quorum,
            Due = request.Timeout is { } timeout ? now.Plus(timeout) : null,
            EscalateTo = request.EscalateTo,
            EscalateAt = request.EscalateAfter is { } after ? now.Plus(after) : null,
            RequiresVerified = request.RequiresVerified,
        };
    }

    /// <summary>What follows from the votes that came and the time that has passed.</summary>
    /// <param name="state">The approval.</param>
    /// <param name="newAt">The number that its first event will have, when it is asked only now; null when it was asked before.</param>
    /// <param name="votes">What lies in the inbox, in order; all of it is taken out, also what does not count.</param>
    /// <param name="late">Repeats of taken messages, to be dropped.</param>
    /// <param name="seenInbox">The messages that were looked through.</param>
    /// <param name="now">The time.</param>
    public static ApprovalTurn Turn(
        ApprovalState state, int? newAt, IReadOnlyList<(string Id, RunMessage.VoteGiven Vote)> votes, IReadOnlyList<string> late, long seenInbox, StoreTime now)
    {
        List<StepEvent> events = [];
        void Add(StepEvent value)
        {
            events.Add(value);
            state = state.With(value);
        }

        if (!state.IsEscalated && state.Asked.EscalateAt <= now)
        {
            Add(new ApprovalEscalated { At = now, Key = state.Asked.Key, Approvers = state.Asked.EscalateTo });
        }

        foreach ((string id, RunMessage.VoteGiven vote) in votes)
        {
            if (state.Reached is null && Refusal(state, vote) is null)
            {
                Add(Counted(state, id, vote, now));
            }
        }

        if ((state.Reached ?? (state.Asked.Due <= now ? ApprovalOutcome.Expired : null)) is { } outcome)
        {
            Add(new ApprovalDecided { At = now, Key = state.Asked.Key, Outcome = outcome });
        }

        string[] taken = [.. votes.Select(v => v.Id), .. late];
        return new ApprovalTurn(state, new Decision
        {
            Events = newAt is null ? [.. events] : [state.Asked, .. events],
            Fields = [.. Fields(state, newAt)],
            Verbs = [.. taken.Length > 0 ? [new Verb.Take(taken)] : Array.Empty<Verb>(), .. Place(state, newAt, seenInbox)],
        });
    }

    /// <summary>Null, or why a vote does not count: asked by the voter's client before it is sent, and by the run's holder when it is taken.</summary>
    public static TickException? Refusal(ApprovalState state, RunMessage.VoteGiven vote)
    {
        ApprovalAsked asked = state.Asked;
        string by = vote.By ?? "";
        if (vote.Ask != asked.Ask)
        {
            return Fault(TickErrorId.ApprovalChanged, TickErrorKind.Conflict, asked, "what is asked now is not what you have seen. Look at it again, and then decide.");
        }

        if (state.Reached is { } reached || state.Decided is not null)
        {
            return Decided(state);
        }

        if (asked.Due < vote.Given)
        {
            return Fault(TickErrorId.ApprovalDecided, TickErrorKind.InvalidState, asked, "its time is over.");
        }

        IReadOnlyList<string> approvers = state.ApproversAt(vote.Given);
        if (approvers.Count > 0 && !new Person(by, vote.IsVerified).IsAmong(approvers))
        {
            return Fault(TickErrorId.ApprovalNotAsked, TickErrorKind.Security, asked, $"'{by}' is not asked, but {string.Join(", ", approvers)}.");
        }

        if (asked.RequiresVerified && !vote.IsVerified)
        {
            return Fault(
                TickErrorId.ApprovalUnverified, TickErrorKind.Security, asked, $"it takes verified names only, and nobody vouches for '{by}' here: a process that writes to a store can say any name.");
        }

        return state.Votes.Any(v => v.By.Equals(by, StringComparison.OrdinalIgnoreCase))
            ? Repeated(state, by)
            : null;
    }

    /// <summary>The error of a second vote.</summary>
    public static TickException Repeated(ApprovalState state, string by) =>
        Fault(TickErrorId.ApprovalRepeated, TickErrorKind.Conflict, state.Asked, $"'{by}' has voted. One vote a person counts, and none can be changed.");

    /// <summary>A vote as it is recorded.</summary>
    public static ApprovalVoted Counted(ApprovalState state, string id, RunMessage.VoteGiven vote, StoreTime now) => new()
    {
        At = now,
        Key = state.Asked.Key,
        Message = id,
        By = vote.By ?? "",
        IsVerified = vote.IsVerified,
        Approves = vote.Approves,
        Comment = vote.Comment,
        Given = vote.Given,
    };

    /// <summary>The error of a vote that comes too late.</summary>
    public static TickException Decided(ApprovalState state)
    {
        string how = (state.Decided?.Outcome ?? state.Reached) switch
        {
            ApprovalOutcome.Approved => "it is approved already",
            ApprovalOutcome.Denied => "it is denied already",
            _ => "its time is over",
        };
        string by = state.Votes.Count > 0 && state.Decided?.Outcome != ApprovalOutcome.Expired ? $", by {string.Join(", ", state.Votes.Select(v => v.By))}" : "";
        return Fault(TickErrorId.ApprovalDecided, TickErrorKind.InvalidState, state.Asked, how + by + ".");
    }

    /// <summary>The message in the run's inbox, whoever holds the run.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static Batch Give(ItemId run, RunMessage.VoteGiven vote)
    {
        if (vote.Comment is { Length: > MaxText })
        {
            throw Invalid($"A comment has at most {MaxText:N0} characters.");
        }

        return new Batch
        {
            Item = run,
            Guard = new Guard.In(Stores.Place.Ready, Stores.Place.Waiting, Stores.Place.Leased, Stores.Place.Parked),
            Verbs = [new Verb.Post(run, RunMessage.VoteGiven.MessageId(vote.Ask, vote.By ?? ""), JournalCodec.Encode(vote))],
        };
    }

    private static IEnumerable<KeyValuePair<string, string?>> Fields(ApprovalState state, int? newAt) => (state.Decided, newAt) switch
    {
        (null, { } at) =>
        [
            HeaderFields.Set(HeaderFields.Waits, HeaderFields.WaitText(StepKind.Approval, state.Asked.Key.Text)),
            HeaderFields.Set(HeaderFields.Ask, at.ToString(CultureInfo.InvariantCulture)),
        ],
        ({ }, null) => [HeaderFields.Set(HeaderFields.Waits, null), HeaderFields.Set(HeaderFields.Ask, null)],
        _ => [],
    };

    private static IEnumerable<Verb> Place(ApprovalState state, int? newAt, long seenInbox) => (state.Decided, newAt) switch
    {
        (null, { }) => [new Verb.List(RunIndexes.Approvals, IsMember: true), new Verb.Sleep(seenInbox, state.WakeAt, Band.Started)],
        (null, null) => [new Verb.Sleep(seenInbox, state.WakeAt, Band.Started)],
        ({ }, null) => [new Verb.List(RunIndexes.Approvals, IsMember: false)],
        _ => [],
    };

    private static string IdOf(ItemId run, StepKey key, ApprovalRequest request, StoreTime now)
    {
        string asked = string.Join('\n', run.Text, key.Text, now.ToString(), request.Message.Length.ToString(CultureInfo.InvariantCulture), request.Message, request.Data.Text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)).AsSpan(0, 16));
    }

    private static void Check(ApprovalRequest request)
    {
        int possible = request.Approvers.Concat(request.EscalateTo).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        string? fault =
            request.Message.Length is 0 or > MaxText ? $"-Message has 1 to {MaxText:N0} characters."
            : request.Approvers.Concat(request.EscalateTo).Any(string.IsNullOrWhiteSpace) ? "A name in -Approver or -EscalateTo is empty."
            : request.Approvers.Count > MaxNames || request.EscalateTo.Count > MaxNames ? $"-Approver and -EscalateTo take at most {MaxNames} names each."
            : request.Quorum < 1 ? "-Quorum is at least 1."
            : request.EscalateTo.Count > 0 != request.EscalateAfter is not null ? "-EscalateTo and -EscalateAfter belong together: give both or none."
            : request.EscalateTo.Count > 0 && request.Approvers.Count == 0 ? "-EscalateTo needs -Approver: without names anybody is asked already."
            : request.EscalateAfter >= request.Timeout ? "-EscalateAfter is not before -Timeout, so nobody would be asked any more."
            : request.Approvers.Count > 0 && request.Quorum > possible ? $"-Quorum is {request.Quorum}, but only {possible} are asked: it could never be approved."
            : null;
        if (fault is not null)
        {
            throw Invalid(fault);
        }
    }

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);

    private static TickException Fault(string id, TickErrorKind kind, ApprovalAsked asked, string why) => new(id, kind, $"Approval '{asked.Key}': {why}") { Target = asked.Key.Text };
}
