using System.Globalization;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a wait for branches is opened, and what its outcomes mean.</summary>
internal static class FanOutDecisions
{
    /// <summary>The message that a gate posts to its parent: nothing but that it is over.</summary>
    private static readonly byte[] Done = "{}"u8.ToArray();

    /// <summary>The id of the message that a gate posts.</summary>
    public static string MessageId(string gate) => "gate:" + gate;

    /// <summary>The inputs, in portions that fit a batch.</summary>
    public static IEnumerable<Verb.GateFill> Fill(string gate, FanOutRequest request, IReadOnlyList<BranchTemplate> templates, StoreTime now)
    {
        const int portion = StoreLimits.BatchElements / 2;
        const int portionBytes = 1024 * 1024;
        List<byte[]> inputs = [];
        int bytes = 0;
        for (int i = 0; i < request.Branches.Count; i++)
        {
            BranchRequest branch = request.Branches[i];
            byte[] input = JournalCodec.Encode(new BranchStarted
            {
                At = now,
                Key = branch.Key,
                Index = branch.Index ?? i,
                Before = branch.Before,
                Template = IndexOf(templates, branch.Template),
                Item = branch.Item,
            });
            inputs.Add(input);
            bytes += input.Length;
            if (inputs.Count == portion || bytes >= portionBytes || i == request.Branches.Count - 1)
            {
                yield return new Verb.GateFill(gate, i + 1 - inputs.Count, inputs);
                inputs = [];
                bytes = 0;
            }
        }
    }

    /// <summary>The opening itself; the branches start with it.</summary>
    public static (FanOutOpened Event, Verb.GateOpen Verb) Open(
        string gate, StepKey key, FanOutRequest request, GateShared shared, ItemHeader parent, StoreTime now)
    {
        int limit = Math.Clamp(request.ThrottleLimit, 1, StoreLimits.LiveBranches);
        var opened = new FanOutOpened
        {
            At = now,
            Key = key,
            Gate = gate,
            Count = request.Branches.Count,
            First = request.Branches[0].Key,
            Limit = limit,
            IsAny = request.IsAny,
        };
        var spec = new GateSpec
        {
            Gate = gate,
            Total = request.Branches.Count,
            Limit = limit,
            Need = request.IsAny ? 1 : request.Branches.Count,
            StopsOnFailure = request.StopsOnFailure && !request.IsAny,
            Queue = shared.Start.Queue,
            Priority = shared.Start.Priority,
            Line = shared.Run,
            Fields = FieldsOf(shared, parent),
            Shared = JournalCodec.Encode(shared),
            DoneMessage = Done,
        };
        return (opened, new Verb.GateOpen(spec));
    }

    private static Dictionary<string, string> FieldsOf(GateShared shared, ItemHeader parent)
    {
        var fields = new Dictionary<string, string>
        {
            [HeaderFields.Flow] = shared.Start.Flow,
            [HeaderFields.Version] = shared.Start.Version,
            [HeaderFields.Opened] = parent.Lease.Token.ToString(CultureInfo.InvariantCulture),
        };
        if (FormatDecisions.Needed(parent) is > RunStarted.FirstFormat and var need)
        {
            fields[HeaderFields.Need] = need.ToString(CultureInfo.InvariantCulture);
        }

        return fields;
    }

    /// <summary>
    /// What is left of a wait that was cut off: the branches without a result. When it needs none of them any more (the first success was enough, or a failure
    /// lets no further one begin), only those that had begun are waited for, or none.
    /// </summary>
    /// <param name="request">The whole wait.</param>
    /// <param name="known">The results that are known, by index.</param>
    /// <param name="carried">What the branches had recorded that had begun, by index.</param>
    public static FanOutRequest Left(FanOutRequest request, BranchResult?[] known, IReadOnlyDictionary<int, IReadOnlyList<JournalEvent>> carried)
    {
        bool isFulfilled = request.IsAny && known.Any(r => r?.State == BranchState.Completed);
        bool isStopped = request is { StopsOnFailure: true, IsAny: false } && known.Any(r => r?.State == BranchState.Failed);
        IEnumerable<int> left = Enumerable.Range(0, request.Branches.Count)
            .Where(i => known[i] is null && !isFulfilled && (!isStopped || carried.ContainsKey(i)));
        return request with
        {
            Branches = [.. left.Select(i => request.Branches[i] with { Index = i, Before = carried.GetValueOrDefault(i) })],
        };
    }

    /// <summary>What a script sees of an outcome.</summary>
    public static BranchResult Result(BranchOutcome outcome) => new()
    {
        Index = outcome.Index,
        State = outcome.Error is null ? BranchState.Completed : BranchState.Failed,
        Value = outcome.Value,
        Error = outcome.Error,
    };

    /// <summary>How the branches of a closed wait ended, in order; those without an outcome were not run to their end.</summary>
    public static IReadOnlyList<BranchResult> Results(BranchResult?[] known)
    {
        for (int i = 0; i < known.Length; i++)
        {
            known[i] ??= new BranchResult { Index = i, State = BranchState.Canceled };
        }

        return known!;
    }

    private static int IndexOf(IReadOnlyList<BranchTemplate> templates, BranchTemplate template)
    {
        for (int i = templates.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(templates[i], template))
            {
                return i;
            }
        }

        throw new InvalidOperationException("A branch has a template that is not among the gate's.");
    }
}
