using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// A cmdlet that belongs into a flow: it finds its run, unwinds again while the run unwinds, and turns what the journal says into what PowerShell
/// understands.
/// </summary>
public abstract class FlowCommand : PSCmdlet
{
    private FlowContext? _flow;

    private protected FlowContext Flow => _flow ?? throw new InvalidOperationException("The cmdlet has not begun.");

    /// <summary>Takes one object from the pipeline.</summary>
    internal virtual void Take()
    {
    }

    /// <summary>Does the cmdlet's work, after all input was taken.</summary>
    internal abstract void Run();

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        _flow = FlowContext.Current is { } current && current.IsOwnPipeline() ? current : throw NotInFlow();
        Guarded(static _ => { });
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guarded(static c => c.Take());

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guarded(static c => c.Run());

    /// <summary>Refuses to work inside a step's block, and in the default of a parameter of the flow.</summary>
    private protected void RequireFlowScope(string name)
    {
        if (Flow.Step is { } outer)
        {
            throw new TickException(
                TickErrorId.NestedStep,
                TickErrorKind.InvalidInput,
                $"'{name}' ({MyInvocation.MyCommand.Name}) stands inside the block of step '{outer.Key}'. Steps do not nest: take it out of the block.")
            { Target = name };
        }

        if (Flow.IsTakingDefaults)
        {
            throw new TickException(
                TickErrorId.NestedStep,
                TickErrorKind.InvalidInput,
                $"'{name}' ({MyInvocation.MyCommand.Name}) stands in the default of a parameter. Defaults are evaluated once, before the first step, and kept: "
                + "take it into the flow's body.")
            { Target = name };
        }
    }

    /// <summary>True when <c>-ErrorAction</c> asks to go on after errors.</summary>
    private protected ActionPreference? GivenErrorAction =>
        MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given) ? LanguagePrimitives.ConvertTo<ActionPreference>(given) : null;

    private void Guarded(Action<FlowCommand> body)
    {
        if (Flow.IsUnwinding)
        {
            throw Flow.Unwind();
        }

        try
        {
            body(this);
        }
        catch (Exception e) when (e is not (RuntimeException or FlowControlException))
        {
            throw Flow.Raised(e);
        }
    }

    private RuntimeException NotInFlow() => FlowError.Of(new TickException(
        TickErrorId.NotInFlow,
        TickErrorKind.InvalidState,
        $"{MyInvocation.MyCommand.Name} works in a flow's own pipeline only, not here (nor in a thread, job or nested pipeline that a flow makes). "
        + "Run the script with 'gotick run', or start it with Start-TickFlow. Nothing was executed.")
    { Target = MyInvocation.MyCommand.Name });
}
