using System.Runtime.CompilerServices;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Workers;

namespace GoTick.PowerShell.Hosting;

/// <summary>The runs that have not ended, checked against a text that they might go on with.</summary>
internal sealed class RunsInFlight(TickClient client)
{
    /// <summary>The verdicts, one for each run and each of its branches that live.</summary>
    /// <param name="source">The text.</param>
    /// <param name="flow">The flow whose runs are meant; null = the one that the text is, by its setting or by its file's name.</param>
    /// <param name="run">Only this run; null = all of the flow.</param>
    /// <param name="stop">Stops.</param>
    /// <exception cref="TickException"><c>TickFlowNotFound</c>, <c>TickArgumentInvalid</c>: the file's name could mean several flows. <c>TickRunNotFound</c>.</exception>
    public async IAsyncEnumerable<RunFit> CheckAsync(FlowSource source, string? flow, ItemId? run, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var replayer = new FlowReplayer(client);
        IAsyncEnumerable<ItemId> runs = run is { } only ? One(only) : client.ListLiveAsync(flow ?? await FlowOfAsync(source, stop), stop);
        await foreach (ItemId id in runs)
        {
            await foreach ((RunJournal journal, string? branch, ReplayVerdict verdict) in Tree(replayer, id, source.Version, isAlone: run is not null, stop))
            {
                yield return new RunFit(id, journal.Status, branch, verdict);
            }
        }
    }

    // A run that ended and was removed while others were looked at is none that an edit could break.
    private static async IAsyncEnumerable<(RunJournal, string?, ReplayVerdict)> Tree(
        FlowReplayer replayer, ItemId run, FlowVersion version, bool isAlone, [EnumeratorCancellation] CancellationToken stop)
    {
        await using IAsyncEnumerator<(RunJournal, string?, ReplayVerdict)> found = replayer.ReplayTreeAsync(run, version, stop).GetAsyncEnumerator(stop);
        while (await NextAsync(found, isAlone))
        {
            yield return found.Current;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<(RunJournal, string?, ReplayVerdict)> found, bool isAlone)
    {
        try
        {
            return await found.MoveNextAsync();
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.RunNotFound && !isAlone)
        {
            return false;
        }
    }

    private static async IAsyncEnumerable<ItemId> One(ItemId run)
    {
        await Task.CompletedTask;
        yield return run;
    }

    private async Task<string> FlowOfAsync(FlowSource source, CancellationToken stop)
    {
        string name = source.Definition.Name;
        string[] found =
        [
            .. (await client.ListFlowsAsync(stop)).Select(f => f.Name)
                .Where(f => f.Equals(name, StringComparison.OrdinalIgnoreCase) || f.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase)),
        ];
        return found switch
        {
            [var only] => only,
            [] => throw new TickException(
                TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"There is no flow '{name}' in {client.Store.Identity}. Say with -Flow whose runs are meant.")
            { Target = name },
            _ when found.FirstOrDefault(f => f.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } exact => exact,
            _ => throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{name}' could be any of {string.Join(", ", found)}. Say with -Flow whose runs are meant.")
            { Target = name },
        };
    }
}
