using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Limits;
using GoTick.PowerShell.Completion;

namespace GoTick.PowerShell.Commands;

/// <summary>The limits that were set, and those of flows that somebody holds or waits for.</summary>
[Cmdlet(VerbsCommon.Get, "TickLimit")]
[OutputType(typeof(TickLimit))]
public sealed class GetTickLimitCommand : TickCommand
{
    /// <summary>Only these; one that is not there is the error <c>TickLimitNotFound</c>, unless it has wildcards. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LimitNameCompleter))]
    public string[] Name { get; set; } = [];

    internal override void Take()
    {
        IReadOnlyList<LimitView> limits = Await(Client.ListLimitsAsync(StopToken));
        if (Name.Length == 0)
        {
            Write(limits);
            return;
        }

        Each(Name, text =>
        {
            if (WildcardPattern.ContainsWildcardCharacters(text))
            {
                WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
                Write(limits.Where(l => pattern.IsMatch(l.Name.Text) || (l.Name.Kind == LimitKind.Flow && pattern.IsMatch(l.Name.Name))));
            }
            else
            {
                Write([Await(Client.GetLimitAsync(LimitName.Parse(text), StopToken))]);
            }
        });
    }

    private void Write(IEnumerable<LimitView> limits)
    {
        foreach (LimitView limit in limits)
        {
            WriteObject(new TickLimit(limit, Connection.Store));
        }
    }
}
