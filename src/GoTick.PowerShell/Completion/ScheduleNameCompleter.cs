using System.Collections;
using GoTick.Core.Client;

namespace GoTick.PowerShell.Completion;

/// <summary>The schedules of the store.</summary>
public sealed class ScheduleNameCompleter : StoreCompleter
{
    internal override IEnumerable<(string Text, string Tip)> Find(ITickClient client, IDictionary bound, CancellationToken cancel) =>
        client.ListSchedulesAsync(cancel: cancel).GetAwaiter().GetResult()
            .Select(s => (s.Definition.Name, $"{s.Definition.Flow}: {s.Definition.Cron} {s.Definition.TimeZone} ({s.Status})"));
}
