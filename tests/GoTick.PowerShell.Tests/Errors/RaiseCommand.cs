using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Hosting;

namespace GoTick.PowerShell.Tests.Errors;

/// <summary>Raises an error as the step cmdlets do.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Raise")]
public sealed class RaiseCommand : PSCmdlet
{
    [ThreadStatic]
    private static FailureDetails? _details;

    public static FailureDetails? Details
    {
        get => _details;
        set => _details = value;
    }

    protected override void EndProcessing() => throw FlowError.Of(Details!);
}
