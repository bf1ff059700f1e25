using System.Runtime.CompilerServices;
using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Finding;

/// <summary>
/// Finds the headers that a query wants, newest first: merged from the sources of all partitions, each checked against the query, so that an index that is
/// wider than the query, or behind the header, does no harm.
/// </summary>
internal sealed class RunFinder(IFlowStore store, RunQuery query)
{
    /// <summary>Runs that a worker holds or that wait for one are read one by one up to so many; beyond that the live ones are gone through.</summary>
    private const int FewItems = 1_000;

    private static readonly RunStatus[] WithError = [RunStatus.Failed, RunStatus.TimedOut, RunStatus.Canceled, RunStatus.Suspended];

    private readonly RunCursor? _after = query.After is { } text ? RunCursor.Parse(text) : null;
    private readonly RunStatus[] _statuses = [.. query.Statuses.Count == 0 && query.ErrorText is not null && query.ErrorId is null ? WithError : query.Statuses.Distinct()];

    public async IAsyncEnumerable<ItemHeader> FindAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        List<(int Partition, HeaderSource Source)> sources = [];
        for (int partition = 0; partition < store.Partitions; partition++)
        {
            foreach (HeaderSource source in await SourcesAsync(partition, cancel))
            {
                sources.Add((partition, source));
            }
        }

        RunCursor? last = null;
        while (await NextAsync(sources, cancel) is { } next)
        {
            // A run that ends while it is looked for may come from two sources, one right after the other.
            if (next.Place != last && Matches(next.Header))
            {
                last = next.Place;
                yield return next.Header;
            }
        }
    }

    /// <summary>Takes the newest header of all sources; null when they have no more.</summary>
    public static async ValueTask<(RunCursor Place, ItemHeader Header)?> NextAsync(
        List<(int Partition, HeaderSource Source)> sources, CancellationToken cancel)
    {
        (RunCursor Place, ItemHeader Header, HeaderSource Source)? newest = null;
        foreach ((int partition, HeaderSource source) in sources)
        {
            if (await source.PeekAsync(cancel) is { } header
                && new RunCursor(header.Created, partition) is var place
                && (newest is null || place.IsBefore(newest.Value.Place)))
            {
                newest = (place, header, source);
            }
        }

        newest?.Source.Take();
        return newest is { } found ? (found.Place, found.Header) : null;
    }

    private async ValueTask<IReadOnlyList<HeaderSource>> SourcesAsync(int partition, CancellationToken cancel)
    {
        if (_statuses.Length == 0)
        {
            return [Index(partition, query.Flow is { } flow ? RunIndexes.OfFlow(flow) : RunIndexes.All)];
        }

        List<HeaderSource> sources = [];
        foreach (RunStatus status in _statuses.Where(IsIndexed))
        {
            sources.Add(Index(partition, query.Flow is { } flow ? RunIndexes.OfFlowAndStatus(flow, status) : RunIndexes.OfStatus(status)));
        }

        RunStatus[] live = [.. _statuses.Where(s => !IsIndexed(s))];
        if (live.Length > 0)
        {
            HeaderSource? few = await FewAsync(partition, live, cancel);
            sources.Add(few ?? Index(partition, query.Flow is { } flow ? RunIndexes.OfFlowAndLive(flow) : RunIndexes.Live));
        }

        return sources;
    }

    // Claims and waits touch no index: these three are told by place.
    private static bool IsIndexed(RunStatus status) => status is not (RunStatus.Queued or RunStatus.Running or RunStatus.Waiting);

    private IndexSource Index(int partition, string index) => new(
        store,
        partition,
        [
            .. query.ErrorId is { } error ? [RunIndexes.OfError(error)] : Array.Empty<string>(),
            .. query.Tag is { } tag ? [RunIndexes.OfTag(tag)] : Array.Empty<string>(),
            .. query.Parent is { } parent ? [RunIndexes.OfParent(parent)] : Array.Empty<string>(),
            .. IsCovered(index) ? Array.Empty<string>() : [index],
        ],
        Before(partition),
        query.Since is { } since ? StoreTime.From(since) : null);

    private bool IsCovered(string index) => index == RunIndexes.All && (query.ErrorId is not null || query.Tag is not null || query.Parent is not null);

    private StoreTime? Before(int partition)
    {
        StoreTime? until = query.Until is { } time ? StoreTime.From(time) : null;
        StoreTime? after = _after?.Before(partition);
        return until is null || after < until ? after ?? until : until;
    }

    /// <summary>The runs that stand in these places, when they are few; null when they are many or cannot be told by place.</summary>
    private async ValueTask<KnownHeaders?> FewAsync(int partition, RunStatus[] live, CancellationToken cancel)
    {
        if (live.Contains(RunStatus.Waiting))
        {
            return null;
        }

        List<ItemId> items = [];
        foreach (Place place in live.Select(s => s == RunStatus.Running ? Place.Leased : Place.Ready))
        {
            IReadOnlyList<ItemId> found = await store.ReadPlacedAsync(partition, place, FewItems + 1, cancel);
            if (found.Count > FewItems)
            {
                return null;
            }

            items.AddRange(found.Where(i => !i.IsBranch && !i.IsSchedule));
        }

        IReadOnlyList<ItemHeader?> headers = items.Count == 0 ? [] : await store.ReadHeadersAsync([.. items.Distinct()], cancel);
        return new KnownHeaders(headers.OfType<ItemHeader>().Where(h => IsWithin(h, partition)).OrderByDescending(h => h.Created));
    }

    private bool IsWithin(ItemHeader header, int partition) =>
        (Before(partition) is not { } before || header.Created < before) && (query.Since is not { } since || header.Created >= StoreTime.From(since));

    private bool Matches(ItemHeader header) =>
        header.Fields.TryGetValue(HeaderFields.Flow, out string? flow)
        && (query.Flow is null || string.Equals(flow, query.Flow, StringComparison.OrdinalIgnoreCase))
        && (_statuses.Length == 0 || _statuses.Contains(HeaderFields.Status(header)))
        && (query.Parent is null || HeaderFields.ParentRun(header) == query.Parent)
        && (query.Tag is null || HeaderFields.TagsOf(header).Contains(query.Tag, StringComparer.OrdinalIgnoreCase))
        && (query.ErrorId is null || (RunIndexes.ErrorOf(header) is { } error && RunIndexes.OfError(error) == RunIndexes.OfError(query.ErrorId)));
}
