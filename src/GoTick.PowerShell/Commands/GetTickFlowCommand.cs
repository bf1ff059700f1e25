using System.Management.Automation;
using GoTick.Core.Flows;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>The flows of the catalogue. A name without wildcards that it does not hold is the error <c>TickFlowNotFound</c>.</summary>
[Cmdlet(VerbsCommon.Get, "TickFlow")]
[OutputType(typeof(TickFlow))]
public sealed class GetTickFlowCommand : TickCommand
{
    /// <summary>Names; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Flow")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FlowNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    internal override void Take() => Each(Name, name =>
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteObject(new TickFlow(Await(Client.GetFlowAsync(name, StopToken)), Connection.Store));
            return;
        }

        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        foreach (FlowDefinition flow in Await(Client.ListFlowsAsync(StopToken)).Where(f => pattern.IsMatch(f.Name)))
        {
            WriteObject(new TickFlow(flow, Connection.Store));
        }
    });
}
