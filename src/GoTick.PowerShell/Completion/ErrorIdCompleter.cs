using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Completion;

/// <summary>The errors of the newest runs that have some.</summary>
public sealed class ErrorIdCompleter : StoreCompleter
{
    private const int Newest = 500;

    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        client.ListRunsAsync(new RunQuery { Flow = bound["Flow"] as string, Statuses = [RunStatus.Failed, RunStatus.TimedOut, RunStatus.Suspended] }, cancel)
            .ToBlockingEnumerable(cancel).Take(Newest)
            .Where(r => r.ErrorId is not null)
            .GroupBy(r => r.ErrorId!.Split(',')[0], StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, $"{g.Count()} of the newest runs"));
}
