using System.Collections;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Completion;

/// <summary>The steps of the run that is named before.</summary>
public sealed class StepNameCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel)
    {
        object? run = bound["Id"] is object?[] several ? several.FirstOrDefault() : bound["Id"];
        return run is null
            ? []
            : client.ReadStepsAsync(ItemId.FromStored($"{run}"), cancel).GetAwaiter().GetResult()
                .Where(s => s.Kind != StepKind.State)
                .Select(s => (s.Key, $"{s.Kind}, {s.Status}"));
    }
}
