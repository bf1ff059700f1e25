using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>Looks into an open wait: its counts, the outcomes that its gate holds, and what the living branches do.</summary>
internal sealed class BranchWatch(IFlowStore store, ItemId run) : IBranchWatch
{
    private readonly Dictionary<int, BranchView> _ended = [];
    private readonly Dictionary<int, (int Length, IReadOnlyList<StepView> Steps, BranchStarted First, FailureDetails? Error)> _journals = [];
    private string? _gate;
    private int _done;

    /// <inheritdoc/>
    public async Task<FanOutView?> LookAsync(FanOutView wait, CancellationToken cancel = default)
    {
        if (_gate != wait.Gate)
        {
            _gate = wait.Gate;
            _done = 0;
            _ended.Clear();
            _journals.Clear();
        }

        GateState? gate = await store.ReadGateAsync(run, wait.Gate, cancel);
        return gate is null ? null : await LookAsync(wait, gate, cancel);
    }

    private async Task<FanOutView> LookAsync(FanOutView wait, GateState gate, CancellationToken cancel)
    {
        FanOutView view = wait with { Done = gate.Done, Failed = gate.Done - gate.Succeeded, Live = gate.Live };
        if (gate.Total > FanOutView.Shown)
        {
            return view;
        }

        if (gate.Done != _done)
        {
            foreach (GateOutcome outcome in await store.ReadOutcomesAsync(run, wait.Gate, 0, gate.Total, cancel))
            {
                _ended[outcome.Index] = BranchViews.Of(JournalCodec.DecodeOutcome(outcome.Outcome));
            }

            _done = gate.Done;
        }

        ItemId[] living = [.. Enumerable.Range(0, gate.Next).Where(i => !_ended.ContainsKey(i)).Select(i => ItemId.FromStored($"{wait.Gate}.{i}"))];
        IReadOnlyList<ItemHeader?> headers = living.Length == 0 ? [] : await store.ReadHeadersAsync(living, cancel);
        List<BranchView> branches = [.. _ended.Values];
        foreach (ItemHeader header in headers.OfType<ItemHeader>())
        {
            branches.Add(await LiveAsync(header, cancel));
        }

        return view with { Branches = [.. branches.OrderBy(b => b.Index)] };
    }

    private async Task<BranchView> LiveAsync(ItemHeader header, CancellationToken cancel)
    {
        if (!_journals.TryGetValue(header.BranchIndex, out var known) || known.Length != header.Length)
        {
            List<StepView> steps = [];
            BranchStarted? first = null;
            FailureDetails? error = null;
            foreach (byte[] bytes in await store.ReadJournalAsync(header.Id, 0, StoreLimits.JournalPage, cancel))
            {
                JournalEvent value = JournalCodec.Decode(bytes);
                first ??= value as BranchStarted;
                error = (value as BranchAttemptFailed)?.Error;
                foreach (JournalEvent own in (value as BranchStarted)?.Before ?? [value])
                {
                    StepViews.Fold(steps, own);
                }
            }

            if (first is null)
            {
                // Its end came between the two reads; the next look finds its outcome.
                return new BranchView { Key = header.Id.Text, Index = header.BranchIndex, Status = "Running" };
            }

            known = (header.Length, steps, first, error);
            _journals[header.BranchIndex] = known;
        }

        return BranchViews.Of(header, known.First, known.Steps, known.Error);
    }
}
