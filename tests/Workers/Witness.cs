using System.Collections.Concurrent;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Tests.Workers;

/// <summary>
/// Stands beside the store and the blocks and compares them: what is recorded, is recorded once; no block runs after that, nor twice under one lease.
/// </summary>
internal sealed class Witness(IFlowStore store)
{
    private readonly ConcurrentDictionary<(ItemId Item, string Step), JournalEvent> _recorded = new();
    private readonly ConcurrentDictionary<(ItemId Item, string Step, int BranchAttempt, int Attempt, long Token), int> _runs = new();
    private readonly ConcurrentDictionary<(ItemId Item, string Step), int> _entered = new();
    private readonly ConcurrentDictionary<(ItemId Item, string Step), int> _finished = new();
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>What must not be.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    /// <summary>How often the block of each step was entered, over all attempts.</summary>
    public IReadOnlyDictionary<(ItemId Item, string Step), int> Entered => _entered;

    /// <summary>A block begins.</summary>
    public void Begin(ItemId item, Lease lease, StepKey step, int branchAttempt, int attempt)
    {
        (ItemId Item, string) key = (item, step.Text);
        _entered.AddOrUpdate(key, 1, (_, n) => n + 1);
        bool isHeld = store.ReadHeaderAsync(item).AsTask().GetAwaiter().GetResult() is { Place: Place.Leased } header && header.Lease == lease;
        if (isHeld && _recorded.ContainsKey(key))
        {
            _faults.Enqueue($"{item}: the block of '{step}' runs although it is recorded.");
        }

        if (_runs.AddOrUpdate((item, step.Text, branchAttempt, attempt, lease.Token), 1, (_, n) => n + 1) > 1)
        {
            _faults.Enqueue($"{item}: the block of '{step}' runs a second time under one lease (attempt {attempt}).");
        }
    }

    /// <summary>A block came to its end, well or not.</summary>
    public void End(ItemId item, StepKey step) => _finished.AddOrUpdate((item, step.Text), 1, (_, n) => n + 1);

    /// <summary>A batch is about to be applied. An item that goes on as new begins its steps again, maybe before the answer is here.</summary>
    public void Applying(Batch batch)
    {
        if (batch.Verbs.Any(v => v is Verb.Replace))
        {
            foreach ((ItemId Item, string Step) before in _recorded.Keys.Where(k => k.Item == batch.Item))
            {
                _recorded.TryRemove(before, out _);
            }
        }
    }

    /// <summary>A batch was applied.</summary>
    public void Applied(Batch batch)
    {
        foreach (JournalEvent recorded in batch.Events.Select(JournalCodec.Decode))
        {
            switch (recorded)
            {
                case BranchAttemptFailed:
                    // Steps that failed in an attempt of a branch are done anew in the next.
                    foreach ((ItemId Item, string Step) failed in _recorded.Where(r => r.Key.Item == batch.Item && r.Value is StepFailed).Select(r => r.Key))
                    {
                        _recorded.TryRemove(failed, out _);
                    }

                    break;
                case StepCompleted or StepFailed when recorded is BlockEvent { Kind: not (StepKind.Start or StepKind.Send or StepKind.Reboot) } step:
                    Record(batch.Item, step);
                    break;
            }
        }
    }

    private void Record(ItemId item, BlockEvent step)
    {
        (ItemId Item, string) key = (item, step.Key.Text);
        if (!_recorded.TryAdd(key, step))
        {
            _faults.Enqueue($"{item}: '{step.Key}' is recorded a second time.");
        }

        if (!_finished.ContainsKey(key))
        {
            _faults.Enqueue($"{item}: '{step.Key}' is recorded, but its block never came to its end.");
        }
    }
}
