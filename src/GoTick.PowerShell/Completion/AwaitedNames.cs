using System.Management.Automation;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Completion;

/// <summary>What runs wait for from outside.</summary>
internal static class AwaitedNames
{
    private const int MostRuns = 500;

    /// <summary>The names, each once.</summary>
    /// <param name="client">The store.</param>
    /// <param name="kind">Signals or approvals.</param>
    /// <param name="run">The run as it was given on the command line; null = the newest runs.</param>
    /// <param name="cancel">Gives up.</param>
    public static IEnumerable<(string Text, string Tip)> Of(ITickClient client, StepKind kind, object? run, CancellationToken cancel)
    {
        IEnumerable<RunView> runs = run is not null && LanguagePrimitives.TryConvertTo(run, out string id) && id.Length > 0
            ? [client.GetRunAsync(ItemId.FromStored(id), cancel).GetAwaiter().GetResult()]
            : client.ListRunsAsync(new RunQuery { Statuses = [RunStatus.Waiting] }, cancel).ToBlockingEnumerable(cancel).Take(MostRuns);
        return runs.Where(r => r.WaitsFor?.Kind == kind)
            .GroupBy(r => r.WaitsFor!.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => (g.Key, $"{g.First().Flow}, {g.First().Id}" + (g.Count() > 1 ? $" and {g.Count() - 1} more" : "")));
    }
}
