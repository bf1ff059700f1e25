using CsCheck;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Faults.Tests.Decisions;

/// <summary>What must hold for any policy, any outcome, any fan-out.</summary>
public sealed class DecisionPropertyTests
{
    private static readonly Gen<RetryPolicy> Policies = Gen.Select(
        Gen.Int[0, 6], Gen.Int[0, 60_000], Gen.Double[1, 4], Gen.Int[0, 600_000], Gen.Int[1, 3_600].Nullable(),
        (most, delay, backoff, longest, timeout) => new RetryPolicy
        {
            MaxAttempts = most,
            RetryDelay = TimeSpan.FromMilliseconds(delay),
            Backoff = backoff,
            MaxRetryDelay = TimeSpan.FromMilliseconds(longest),
            Timeout = timeout is { } t ? TimeSpan.FromSeconds(t) : null,
        });

    private static readonly FailureDetails Error = new() { ErrorId = "E", Message = "m" };

    [Fact]
    public void Retry_OfAnyPolicy_EndsInTimeAndNeverComesEarlier() => Gen.Select(Policies, Gen.Int[1, 50], Gen.Long[0, 3_600_000_000]).Sample((policy, attempt, since) =>
    {
        var first = new StoreTime(1_000_000_000_000);
        var now = new StoreTime(first.Micros + since);
        BlockEvent verdict = StepDecisions.Fail(StepKey.Of("s", 1), StepKind.Task, policy, attempt, first, Error, TimeSpan.Zero, now);
        switch (verdict)
        {
            case StepAttemptFailed again:
                Assert.True(policy.MaxAttempts == 0 || attempt < policy.MaxAttempts);
                Assert.True(again.RetryAt >= now);
                Assert.True(policy.Timeout is not { } timeout || again.RetryAt < first.Plus(timeout));
                Assert.True(again.RetryAt.Since(now) <= policy.MaxRetryDelay + TimeSpan.FromMilliseconds(1));
                break;
            case StepFailed:
                Assert.True((policy.MaxAttempts > 0 && attempt >= policy.MaxAttempts) || policy.Timeout is not null);
                break;
            default:
                Assert.Fail($"{verdict}");
                break;
        }
    });

    [Fact]
    public void End_OfAnyOutcome_EndsOnceAndLeavesNoIndexBehind() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 255], Gen.Int[0, 9], Gen.Bool).Sample((how, code, errors, wasSuspended) =>
    {
        var run = new RunStarted { Flow = "Flow", Version = "v", Queue = "q" };
        var now = new StoreTime(7);
        RunEnding ending = how switch
        {
            0 => EndingDecisions.Of(new ActivationOutcome.Completed(Payload.None, errors), now),
            1 => EndingDecisions.Of(new ActivationOutcome.Failed(Error), now),
            2 => EndingDecisions.Of(new ActivationOutcome.Exited(code, Payload.None, errors), now),
            3 => EndingDecisions.Of(new RunMessage.CancelAsked { Reason = "why" }, now),
            _ => EndingDecisions.TimedOut(now),
        };
        Decision decision = EndingDecisions.Finish(ItemId.ParseRoot("run"), run, ending, failed: errors, now, wasSuspended);

        Assert.Single(decision.Events);
        Assert.Single(decision.Verbs.OfType<Verb.End>());
        Assert.Same(decision.Verbs[^1], decision.Verbs.OfType<Verb.End>().Single());
        HashSet<string> indexes = [.. RunIndexes.AtStart("Flow", ["t"]).Concat(wasSuspended ? RunIndexes.AtPark("Flow") : []).OfType<Verb.List>().Select(l => l.IndexName)];
        foreach (Verb.List list in decision.Verbs.OfType<Verb.List>())
        {
            _ = list.IsMember ? indexes.Add(list.IndexName) : indexes.Remove(list.IndexName);
        }

        RunStatus status = Enum.Parse<RunStatus>(decision.Fields.Single(f => f.Key == HeaderFields.Outcome).Value!);
        Assert.Equal(status == RunStatus.Completed, (how == 0) || (how == 2 && code == 0));
        Assert.Empty(RunIndexes.AtRemove("Flow", status, ["t"]).OfType<Verb.List>().Select(l => l.IndexName).ToHashSet().Except(indexes));
        Assert.Empty(indexes.Except(RunIndexes.AtRemove("Flow", status, ["t"]).OfType<Verb.List>().Select(l => l.IndexName)));
    });

    [Fact]
    public void FanOut_OfAnySize_FillsEachInputOnceInBatchesThatFit() => Gen.Select(Gen.Int[1, 3_000], Gen.Int[0, 3_000], Gen.Int[-5, 5_000]).Sample(
        (count, size, throttle) =>
        {
            var template = new BranchTemplate { Block = new BlockReference(), Retry = RetryPolicy.Default };
            var request = new FanOutRequest
            {
                Branches = [.. Enumerable.Range(0, count).Select(i => new BranchRequest { Key = $"b[{i}]", Template = template, Item = new Payload(new string('x', size)) })],
                ThrottleLimit = throttle,
            };

            Verb.GateFill[] fills = [.. FanOutDecisions.Fill("run~1", request, [template], new StoreTime(1))];

            int[] indexes = [.. fills.SelectMany(f => Enumerable.Range(f.From, f.Inputs.Count))];
            Assert.Equal(Enumerable.Range(0, count), indexes);
            Assert.All(fills, f => Assert.InRange(f.Inputs.Count, 1, StoreLimits.BatchElements / 2));
            Assert.All(fills, f => Assert.True(f.Inputs.SkipLast(1).Sum(i => (long)i.Length) < 1024 * 1024));
        },
        iter: 60);

    [Fact]
    public void Results_OfAnyOutcomes_AreOneElementEachInOrder() => Gen.Int[0, 20].SelectMany(count => Gen.Bool.Array[count].Select(has => (count, has))).Sample(given =>
    {
        BranchResult?[] known = [.. Enumerable.Range(0, given.count).Select(i =>
            given.has[i] ? FanOutDecisions.Result(new BranchOutcome { Index = i, Key = $"{i}", Value = new Payload($"{i}") }) : null)];

        IReadOnlyList<BranchResult> results = FanOutDecisions.Results(known);

        Assert.Equal(Enumerable.Range(0, given.count), results.Select(r => r.Index));
        Assert.All(results, r => Assert.Equal(given.has[r.Index] ? BranchState.Completed : BranchState.Canceled, r.State));
    });
}
