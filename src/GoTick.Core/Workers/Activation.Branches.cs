using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private const int OutcomesPerRead = 500;
    private const int OutcomesInFirstRead = 100;
    private const long BytesPerRead = 4L * 1024 * 1024;

    // Small enough that neither the event nor its text lies among the large objects, which are collected rarely.
    private const int OutcomeBytesPerEvent = 32 * 1024;
    private BranchResult?[] _results = [];
    private Dictionary<int, IReadOnlyList<JournalEvent>>? _carried;
    private GateShared? _shared;
    private int _waits;

    /// <summary>How often the branch is tried.</summary>
    internal RetryPolicy BranchRetry => _shared!.Templates[((BranchStarted)_first).Template].Retry;

    /// <inheritdoc/>
    public StepKey ReserveBranch(string name) => _journal.Reserve(StepKey.CheckName(name), StepKind.FanOut, default);

    /// <inheritdoc/>
    public IReadOnlyList<BranchResult>? WaitForBranches(FanOutRequest request, SourcePosition where)
    {
        if (request.Branches.Count > FanOutRequest.MaxBranches)
        {
            throw new TickException(
                TickErrorId.TooManyBranches,
                TickErrorKind.LimitExceeded,
                $"One wait has {request.Branches.Count:N0} branches; the limit is {FanOutRequest.MaxBranches:N0}.");
        }

        if (request.Branches.Count == 0)
        {
            return [];
        }

        string gate = _item.Id.Gate(++_waits);
        StepKey key = StepKey.Of("wait", _waits);
        StepEvent? recorded = _journal.NextOf(key, StepKind.FanOut, where);
        if (recorded is FanOutOpened opened)
        {
            CheckSame(opened, request, where);
            return Recorded(request.Branches.Count) ?? (IsCut(gate) ? GoOn(gate, key, request) : Collect(gate, request.Branches.Count, request.IsAny));
        }

        OpenGate(gate, key, request, isNew: true);
        return null;
    }

    private static Activation OpenBranch(HeldItem item, JournalReader journal, BranchStarted branch, ActivationServices services)
    {
        GateShared shared = services.Gates.Read(item);
        BranchTemplate template = shared.Templates[branch.Template];
        int failed = branch.Before?.OfType<BranchAttemptFailed>().LastOrDefault()?.Attempt ?? 0;
        int attempt = Math.Max(failed, HeaderFields.Number(item.Header, HeaderFields.FailedAttempts)) + 1;
        return new Activation(
            item, services, journal, branch, InfoOf(ItemId.FromStored(shared.Run), shared.Start, shared.Started), TextOf(item, services, shared.Start.Version))
        {
            _shared = shared,
            Branch = new BranchInfo
            {
                Key = branch.Key,
                Index = branch.Index,
                Block = services.Replay?.Block ?? template.Block,
                Using = template.Using,
                Arguments = template.Arguments,
                State = shared.State,
                Item = branch.Item,
                Attempt = attempt,
            },
        };
    }

    /// <param name="gate">The gate.</param>
    /// <param name="key">The wait's key.</param>
    /// <param name="request">What is waited for.</param>
    /// <param name="isNew">False: the journal says already that the wait began; this goes on with it.</param>
    private void OpenGate(string gate, StepKey key, FanOutRequest request, bool isNew)
    {
        StoreTime now = _item.Clock.Latest;
        IReadOnlyList<BranchTemplate> templates = [.. request.Branches.Select(b => b.Template).Distinct(ReferenceEqualityComparer.Instance).Cast<BranchTemplate>()];
        var shared = new GateShared
        {
            Run = Run.Id.Text,
            Start = Start with { Version = Run.Version },
            Started = Stores.StoreTime.From(Run.Started),
            Templates = templates,
            State = new Dictionary<string, Payload>(_state),
        };
        // Portion by portion, so that a worker never holds the inputs of 100,000 branches at once; the last one travels with the opening.
        Verb.GateFill? last = null;
        foreach (Verb.GateFill fill in FanOutDecisions.Fill(gate, request, templates, now))
        {
            if (last is not null)
            {
                Commit(new Decision { Verbs = [last] });
            }

            last = fill;
        }

        (FanOutOpened opened, Verb.GateOpen open) = FanOutDecisions.Open(gate, key, request, shared, _item.Header, now);
        Commit(new Decision { Events = isNew ? [opened] : [], Verbs = [last!, open, new Verb.Sleep(_item.SeenInbox, null, Band.Started)] });
    }

    private void CheckSame(FanOutOpened opened, FanOutRequest request, SourcePosition where)
    {
        if (opened.Count != request.Branches.Count || opened.First != request.Branches[0].Key)
        {
            throw _journal.Parted(
                $"the script waits for {request.Branches.Count} branches from '{request.Branches[0].Key}' on",
                $"{opened.Count} from '{opened.First}' on (put what the branches are made from into Get-TickArray)",
                where,
                opened.Key.Text);
        }
    }

    /// <summary>The results, when the wait is closed in the journal; else what was taken over so far is kept and null comes back.</summary>
    private IReadOnlyList<BranchResult>? Recorded(int count)
    {
        _results = new BranchResult?[count];
        _carried = null;
        while (true)
        {
            if (_journal.NextIf<BranchesEnded>() is { } ended)
            {
                Keep(ended.Outcomes);
            }
            else if (_journal.NextIf<BranchesCarried>() is { } carried)
            {
                _carried ??= [];
                foreach (CarriedBranch branch in carried.Branches)
                {
                    _carried[branch.Index] = branch.Events;
                }
            }
            else
            {
                break;
            }
        }

        return _journal.NextIf<FanOutClosed>() is not null ? TakeResults() : null;
    }

    /// <summary>True when the run came from another store in the middle of this wait, whose gate was left behind and not yet made anew.</summary>
    private bool IsCut(string gate) =>
        _carried is not null && !HasMessage(FanOutDecisions.MessageId(gate)) && _item.Read((s, cancel) => s.ReadGateAsync(_item.Id, gate, cancel)) is not { IsOpen: true };

    /// <summary>Goes on with a wait whose gate was left behind: with the branches that have not ended, each from what it had recorded.</summary>
    private IReadOnlyList<BranchResult>? GoOn(string gate, StepKey key, FanOutRequest request)
    {
        FanOutRequest left = FanOutDecisions.Left(request, _results, _carried!);
        if (left.Branches.Count > 0)
        {
            OpenGate(gate, key, left, isNew: false);
            return null;
        }

        Commit(new FanOutClosed { At = _item.Clock.Latest, Gate = gate });
        return TakeResults();
    }

    /// <summary>Takes the outcomes over into the journal, if the wait is over; else sleeps on.</summary>
    private IReadOnlyList<BranchResult>? Collect(string gate, int count, bool isAny)
    {
        string message = FanOutDecisions.MessageId(gate);
        if (!HasMessage(message))
        {
            Commit(new Decision { Verbs = [new Verb.Sleep(_item.SeenInbox, null, Band.Started)] });
            return null;
        }

        List<BranchOutcome> fresh = [];
        long bytes = 0;
        foreach (GateOutcome outcome in Outcomes(gate, count))
        {
            BranchOutcome ended = JournalCodec.DecodeOutcome(outcome.Outcome);
            if (_results[ended.Index] is not null)
            {
                continue; // an earlier pass took it over before it was cut off
            }

            if (fresh.Count > 0 && bytes + outcome.Outcome.Length > OutcomeBytesPerEvent)
            {
                Commit(TakeOver(gate, fresh));
                fresh = [];
                bytes = 0;
            }

            fresh.Add(ended);
            bytes += outcome.Outcome.Length;
        }

        // The others are cut off with the gate. Their children are found before, should this worker die now, and behind it, should one be started now.
        bool isCutOff = isAny && _results.Count(r => r is null) > fresh.Count;
        if (isCutOff)
        {
            EndChildrenOf(gate);
        }

        StoreTime now = _item.Clock.Latest;
        Commit(new Decision
        {
            Events = fresh.Count == 0 ? [new FanOutClosed { At = now, Gate = gate }] : [TakeOver(gate, fresh), new FanOutClosed { At = now, Gate = gate }],
            Verbs = [new Verb.Take([message]), new Verb.GateClose(gate)],
        });
        if (isCutOff)
        {
            EndChildrenOf(gate);
        }

        return TakeResults();
    }

    /// <summary>Of an outcome only what the script sees is held: 100,000 may come.</summary>
    private void Keep(IReadOnlyList<BranchOutcome> outcomes)
    {
        foreach (BranchOutcome outcome in outcomes)
        {
            _results[outcome.Index] = FanOutDecisions.Result(outcome);
        }
    }

    private IReadOnlyList<BranchResult> TakeResults()
    {
        IReadOnlyList<BranchResult> results = FanOutDecisions.Results(_results);
        _results = [];
        return results;
    }

    private bool HasMessage(string id) => _inbox.Has(id);

    /// <summary>The gate's outcomes in pages whose size follows from how large they are: a value may be 1 MiB.</summary>
    private IEnumerable<GateOutcome> Outcomes(string gate, int count)
    {
        int size = OutcomesInFirstRead;
        for (int from = 0; from < count;)
        {
            (int start, int most) = (from, size);
            IReadOnlyList<GateOutcome> page = _item.Read((s, cancel) => s.ReadOutcomesAsync(_item.Id, gate, start, most, cancel));
            foreach (GateOutcome outcome in page)
            {
                yield return outcome;
            }

            from += most;
            long bytes = page.Sum(o => (long)o.Outcome.Length);
            size = bytes > BytesPerRead ? Math.Max(4, size / 4) : Math.Min(OutcomesPerRead, size * 2);
        }
    }

    private BranchesEnded TakeOver(string gate, List<BranchOutcome> fresh)
    {
        Keep(fresh);
        return new BranchesEnded { At = _item.Clock.Latest, Gate = gate, Outcomes = fresh };
    }
}
