using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A cmdlet that belongs into a flow: finds its context, unwinds again while the flow unwinds, and raises GoTick's errors with their ids.</summary>
public abstract class FlowCommand : PSCmdlet
{
    /// <summary>Does the cmdlet's work.</summary>
    internal abstract void Run(FlowContext context);

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        FlowContext context = FlowContext.Current ?? throw Error(new TickException(
            TickErrorId.NotInFlow,
            TickErrorKind.InvalidState,
            $"{MyInvocation.MyCommand.Name} works inside a flow only. Run the script with 'gotick run', or start it on a worker."));
        if (context.IsSuspended)
        {
            throw context.Suspend();
        }

        try
        {
            Run(context);
        }
        catch (Exception e) when (FlowContext.IsEngineFault(e))
        {
            throw context.Stop(e);
        }
        catch (TickException e)
        {
            throw Error(e);
        }
    }

    // As a throw statement would, so that the flow does not go on behind it.
    private static RuntimeException Error(TickException error) =>
        new(error.Message, error, TickErrors.ToRecord(error)) { WasThrownFromThrowStatement = true };
}
