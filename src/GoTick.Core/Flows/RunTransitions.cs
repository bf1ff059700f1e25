using System.Collections.Frozen;

namespace GoTick.Core.Flows;

/// <summary>The one table of allowed changes of status; nothing else decides them.</summary>
public static class RunTransitions
{
    private static readonly FrozenDictionary<RunStatus, FrozenSet<RunStatus>> Allowed = new Dictionary<RunStatus, FrozenSet<RunStatus>>
    {
        [RunStatus.Queued] = Set(RunStatus.Running, RunStatus.Suspended, RunStatus.Canceled, RunStatus.TimedOut),
        [RunStatus.Running] = Set(
            RunStatus.Queued, RunStatus.Waiting, RunStatus.Suspended,
            RunStatus.Completed, RunStatus.Failed, RunStatus.Canceled, RunStatus.TimedOut),
        [RunStatus.Waiting] = Set(RunStatus.Queued, RunStatus.Running, RunStatus.Suspended, RunStatus.Canceled, RunStatus.TimedOut),
        [RunStatus.Suspended] = Set(RunStatus.Queued, RunStatus.Canceled, RunStatus.TimedOut),
        [RunStatus.Completed] = Set(),
        [RunStatus.Failed] = Set(),
        [RunStatus.Canceled] = Set(),
        [RunStatus.TimedOut] = Set(),
    }.ToFrozenDictionary();

    /// <summary>True when a run may go from one status to the other in one commit.</summary>
    public static bool IsAllowed(RunStatus from, RunStatus to) => Allowed[from].Contains(to);

    /// <summary>True when nothing can follow.</summary>
    public static bool IsTerminal(this RunStatus status) => Allowed[status].Count == 0;

    private static FrozenSet<RunStatus> Set(params RunStatus[] next) => next.ToFrozenSet();
}
