using System.Management.Automation;
using GoTick.Core.Limits;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>
/// Removes limits that were set: what waits for them goes on. What flows say of themselves (<c>MaxConcurrency</c>) stays. One that is not set is the error
/// <c>TickLimitNotFound</c>.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "TickLimit", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveTickLimitCommand : TickCommand
{
    /// <summary>The limits: names of flows, or <c>key:</c> or <c>step:</c> and a name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LimitNameCompleter))]
    public string[] Name { get; set; } = [];

    internal override void Take() => Each(Name, text =>
    {
        LimitName name = LimitName.Parse(text);
        if (ShouldProcess(name.Text, $"Remove the limit from {Connection.Store}"))
        {
            Await(Client.RemoveLimitAsync(name, StopToken));
        }
    });
}
