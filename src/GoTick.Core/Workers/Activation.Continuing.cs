using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    /// <inheritdoc/>
    public void Continue(Payload arguments, SourcePosition where)
    {
        if (Branch is not null)
        {
            throw new TickException(
                TickErrorId.RestartInBranch,
                TickErrorKind.InvalidInput,
                $"Restart-TickFlow at {where} stands in a branch: a run goes on as new from its flow scope. Have the branch end, and restart behind the wait.");
        }

        // By what this pass has met, so that a replay behind the refusal is refused, too.
        if (_hasCompensations)
        {
            throw new TickException(
                TickErrorId.RestartRefused,
                TickErrorKind.InvalidState,
                $"Restart-TickFlow at {where} would drop registered compensations with the journal that they stand in. "
                + "Take what is to be undone into a child of its own (Invoke-TickFlow), and restart behind it.");
        }

        _journal.CheckEnd("the script came to Restart-TickFlow", where);
        Commit(RunDecisions.Continue(_item.Header, Start, arguments.Checked("The arguments"), _item.Clock.Latest));
    }
}
