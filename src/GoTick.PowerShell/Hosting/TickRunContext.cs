using System.Collections;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary><c>$TickRun</c>: what a flow may know of its run. Its properties tell the state of the moment.</summary>
public sealed class TickRunContext
{
    private readonly FlowContext _context;

    internal TickRunContext(FlowContext context) => _context = context;

    /// <summary>The run's id, in a branch too.</summary>
    public string Id => _context.Activation.Run.Id.Text;

    /// <summary>The flow's name.</summary>
    public string Flow => _context.Activation.Run.Flow;

    /// <summary>The version that the run keeps to its end.</summary>
    public string Version => _context.Activation.Run.Version;

    /// <summary>The arguments it was started with; a new copy each time.</summary>
    public IDictionary Arguments => ValueCodec.Decode(_context.Activation.Run.Arguments) as IDictionary ?? new Hashtable();

    /// <summary>The attempt of the step that runs; in flow scope that of the branch, else 1.</summary>
    public int Attempt => _context.Attempt;

    /// <summary>When its first activation began (store clock).</summary>
    public DateTimeOffset Started => _context.Activation.Run.Started;

    /// <summary>The time of the schedule that the run was started for, whenever it runs; null when no schedule started it.</summary>
    public DateTimeOffset? Scheduled => _context.Activation.Run.Scheduled;

    /// <summary>True while the journal answers.</summary>
    public bool IsReplaying => _context.IsFlowScope && _context.Activation.IsReplaying;
}
