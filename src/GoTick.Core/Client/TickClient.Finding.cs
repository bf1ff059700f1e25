using System.Runtime.CompilerServices;
using GoTick.Core.Client.Finding;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private const int ErrorsAtOnce = 32;
    private static readonly RunStatus[] Ends = [.. Enum.GetValues<RunStatus>().Where(s => s.IsTerminal())];

    /// <inheritdoc/>
    public IAsyncEnumerable<RunView> ListRunsAsync(RunQuery? query = null, CancellationToken cancel = default)
    {
        RunQuery wanted = query ?? new RunQuery();
        var finder = new RunFinder(Store, wanted);
        return wanted.ErrorText is { } text ? WithErrorAsync(finder, text, cancel) : finder.FindAsync(cancel).Select(ListedViewOf);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RunView> ListEndedAsync(RunQuery query, CancellationToken cancel = default)
    {
        foreach (RunStatus odd in query.Statuses.Where(s => !s.IsTerminal()))
        {
            throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"Only ended runs can be removed; those that are {odd} cannot. Stop them first.")
            { Target = odd };
        }

        if (query.IsAll)
        {
            throw new TickException(
                TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "This would remove every run that has ended. Name at least one filter, such as a status or a time.");
        }

        return ListRunsAsync(query.Statuses.Count > 0 ? query : query with { Statuses = Ends }, cancel);
    }

    private RunView ListedViewOf(ItemHeader header) => ViewOf(header) with { Cursor = new RunCursor(header.Created, Store.PartitionOf(header.Id)).ToString() };

    private async IAsyncEnumerable<RunView> WithErrorAsync(RunFinder finder, string text, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (ItemHeader[] headers in finder.FindAsync(cancel).Where(h => RunIndexes.ErrorOf(h) is not null).Chunk(ErrorsAtOnce).WithCancellation(cancel))
        {
            RunView?[] views = await Task.WhenAll(headers.Select(h => ViewOfAsync(h, cancel)));
            foreach (RunView? view in views)
            {
                if (view?.Error?.Message.Contains(text, StringComparison.OrdinalIgnoreCase) == true)
                {
                    yield return view with { Arguments = Payload.None, Output = Payload.None };
                }
            }
        }
    }
}
