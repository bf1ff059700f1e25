using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private RunEnding? _barrier;
    private int _failedAtEnd;
    private bool _hasCompensations;

    /// <inheritdoc/>
    public EndingInfo? Ending { get; private set; }

    /// <summary>What the run has registered for its end so far.</summary>
    internal EndingWork Work { get; private set; }

    /// <inheritdoc/>
    public void Register(string name, RegisteredBlock block, SourcePosition where)
    {
        if (Branch is not null)
        {
            throw new TickException(
                TickErrorId.RegisteredInBranch,
                TickErrorKind.InvalidInput,
                $"'{name}' at {where} cannot be registered in a branch: what is to be done at a run's end belongs to its flow scope. Register it before or behind "
                + "the wait, for each branch if need be.")
            { Target = name };
        }

        StepKey key = _journal.Reserve(StepKey.CheckName(name), block.Kind, where);
        _hasCompensations |= block.On is null;
        if (_journal.NextOf(key, block.Kind, where) is not null)
        {
            return;
        }

        // At once and not with the next commit: the step that it undoes may begin right behind it, and be cut off in the middle.
        block.Variables.Checked($"What '{key}' needs of the flow's variables");
        EndingWork work = Work.With(block.On);
        Commit(new Decision { Events = [EventOf(key, block, _item.Clock.Latest)], Fields = work.Fields });
        Work = work;
    }

    /// <inheritdoc/>
    public StepEntry EnterRegistered(StepKey key, RegisteredBlock block)
    {
        StepEntry entry = Enter(key, block.Kind, block.Retry, default);
        _failedAtEnd += entry is StepEntry.RecordedFailure ? 1 : 0;
        return entry;
    }

    /// <summary>All that was to be done at the end is done.</summary>
    internal Decision Finish(StoreTime now) =>
        EndingDecisions.Finish(_item.Id, Start, _barrier!, _failedAtEnd, now, RunIndexes.ErrorOf(_item.Header));

    private static RegisteredBlockEvent EventOf(StepKey key, RegisteredBlock block, StoreTime now) => block.On is { } on
        ? new CallbackRegistered { At = now, Key = key, On = on, Block = block.Block, Variables = block.Variables, Retry = block.Retry }
        : new CompensationRegistered { At = now, Key = key, Block = block.Block, Variables = block.Variables, Retry = block.Retry };

    /// <summary>Reads on to the barrier: what was registered before it counts, and the state that the run had there.</summary>
    private void ReadToBarrier()
    {
        List<RegisteredBlockEvent> registered = [];
        while (_barrier is null)
        {
            switch (_journal.Read())
            {
                case RegisteredBlockEvent block:
                    registered.Add(block);
                    break;
                case StateSet state:
                    _state[state.Key.Text] = state.Value;
                    break;
                case RunEnding ending:
                    _barrier = ending;
                    break;
                case null:
                    throw new TickException(
                        TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"{_item.Id} ends, but its journal does not say how.");
            }
        }

        Ending = new EndingInfo
        {
            Status = _barrier.Status,
            Error = _barrier.Error,
            Output = _barrier.Output,
            Reason = _barrier.Reason,
            By = _barrier.By,
            Blocks = [.. BlocksFor(_barrier.Status, registered)],
        };
    }

    private static IEnumerable<(StepKey Key, RegisteredBlock Block)> BlocksFor(RunStatus status, IReadOnlyList<RegisteredBlockEvent> registered)
    {
        IEnumerable<RegisteredBlockEvent> undo = EndingWork.Compensates(status) ? registered.OfType<CompensationRegistered>().Reverse() : [];
        return undo.Concat(registered.OfType<CallbackRegistered>().Where(c => c.On == status)).Select(e => (e.Key, BlockOf(e)));
    }

    private static RegisteredBlock BlockOf(RegisteredBlockEvent e) =>
        new() { Block = e.Block, Variables = e.Variables, Retry = e.Retry, On = (e as CallbackRegistered)?.On };
}
