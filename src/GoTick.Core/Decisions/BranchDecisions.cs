using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a branch ends or is tried again.</summary>
internal static class BranchDecisions
{
    /// <summary>The block came to its end.</summary>
    public static Decision Complete(ItemHeader header, BranchInfo branch, Payload value, IReadOnlyList<BranchStep> steps, StoreTime now) =>
        End(header, Outcome(header, branch, steps, now) with { Value = value }, failed: false);

    /// <summary>The block failed: a retry with its time, or the end.</summary>
    public static Decision Fail(
        ItemHeader header,
        BranchInfo branch,
        RetryPolicy retry,
        FailureDetails error,
        IReadOnlyList<BranchStep> steps,
        long seenInbox,
        StoreTime now,
        double chance = 0)
    {
        StoreTime due = now.Plus(retry.DelayAfter(branch.Attempt, chance));
        if (!StepDecisions.MayRetry(retry, branch.Attempt, header.FirstClaimed ?? header.Created, error, due))
        {
            return End(header, Outcome(header, branch, steps, now) with { Error = error }, failed: true);
        }

        return new Decision
        {
            Events = [new BranchAttemptFailed { At = now, Attempt = branch.Attempt, Error = error, RetryAt = due }],
            Fields = [HeaderFields.Set(HeaderFields.FailedAttempts, branch.Attempt.ToString(CultureInfo.InvariantCulture))],
            Verbs = [new Verb.Sleep(seenInbox, due, Band.Started)],
        };
    }

    private static BranchOutcome Outcome(ItemHeader header, BranchInfo branch, IReadOnlyList<BranchStep> steps, StoreTime now) => new()
    {
        Index = branch.Index,
        Key = branch.Key,
        Attempts = branch.Attempt,
        Started = header.FirstClaimed ?? header.Created,
        Ended = now,
        Steps = steps,
    };

    private static Decision End(ItemHeader header, BranchOutcome outcome, bool failed) =>
        new() { Verbs = [new Verb.GateEnd(header.BranchOf!, header.BranchIndex, failed, JournalCodec.Encode(outcome))] };
}
