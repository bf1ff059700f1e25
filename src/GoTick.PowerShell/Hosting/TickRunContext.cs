using System.Collections;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Hosting;

/// <summary><c>$TickRun</c>: what a flow may know of its run.</summary>
public sealed class TickRunContext
{
    private readonly FlowContext _context;

    internal TickRunContext(FlowContext context) => _context = context;

    /// <summary>The run's id.</summary>
    public string Id => _context.Activation.Run.Id.Text;

    /// <summary>The flow's name.</summary>
    public string Flow => _context.Activation.Run.Flow;

    /// <summary>The version that the run keeps.</summary>
    public string Version => _context.Activation.Run.Version;

    /// <summary>The arguments it was started with.</summary>
    public IDictionary Arguments => ValueCodec.Decode(_context.Activation.Run.Arguments) as IDictionary ?? new Hashtable();

    /// <summary>Inside a step the step's attempt, else 1.</summary>
    public int Attempt => _context.Step?.Attempt ?? 1;

    /// <summary>When its first activation began.</summary>
    public DateTimeOffset Started => _context.Activation.Run.Started;

    /// <summary>True while the journal answers.</summary>
    public bool IsReplaying => _context.Activation.IsReplaying;
}
