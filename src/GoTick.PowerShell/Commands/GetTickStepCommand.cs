using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Commands;

/// <summary>The recorded steps of runs, in order, with their values.</summary>
[Cmdlet(VerbsCommon.Get, "TickStep")]
[OutputType(typeof(TickStep))]
public sealed class GetTickStepCommand : RunCommand
{
    /// <summary>Only steps of these names; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "*";

    internal override void Take(ItemId run)
    {
        WildcardPattern pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        foreach (StepView step in Await(Client.ReadStepsAsync(run, StopToken)).Where(s => pattern.IsMatch(s.Key) || s.Key.Equals(Name, StringComparison.OrdinalIgnoreCase)))
        {
            WriteObject(new TickStep(step, run.Text));
        }
    }
}
