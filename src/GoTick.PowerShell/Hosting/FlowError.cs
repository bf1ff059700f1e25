using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.PowerShell.Errors;

namespace GoTick.PowerShell.Hosting;

/// <summary>Errors that a cmdlet raises in a flow as <c>throw</c> would: they end the flow unless it catches them.</summary>
/// <remarks>
/// <c>ThrowTerminatingError</c> ends the statement only, and a flow with the usual <c>$ErrorActionPreference</c> would go on after a failed step.
/// </remarks>
internal static class FlowError
{
    public static RuntimeException Of(ErrorRecord record) =>
        new(record.Exception.Message, record.Exception, record) { WasThrownFromThrowStatement = true };

    public static RuntimeException Of(TickException error) => Of(TickErrors.ToRecord(error));

    /// <summary>A failed step's error, made from the journal's words on the first pass as on every replay.</summary>
    public static RuntimeException Of(FailureDetails details) => RecordedFailure.ToException(details);
}
