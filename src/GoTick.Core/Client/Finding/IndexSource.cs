using GoTick.Core.Stores;

namespace GoTick.Core.Client.Finding;

/// <summary>
/// Headers by way of an index: of several that hold all that is wanted, the one whose newest page reaches back furthest, which has the least beside it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="partition">The partition.</param>
/// <param name="indexes">Indexes each of which holds every run that is wanted.</param>
/// <param name="before">Only what was created before; null = from the newest.</param>
/// <param name="since">Only what was created then or later; null = to the oldest.</param>
internal sealed class IndexSource(IFlowStore store, int partition, IReadOnlyList<string> indexes, StoreTime? before, StoreTime? since) : HeaderSource
{
    // A first page is enough for a screen; who reads on, reads much.
    private const int FirstPage = 50;
    private const int LastPage = 400;

    private readonly Queue<ItemHeader> _headers = new();
    private string? _index;
    private StoreTime? _before = before;
    private int _page = FirstPage;
    private bool _isOver;

    public override async ValueTask<ItemHeader?> PeekAsync(CancellationToken cancel)
    {
        while (_headers.Count == 0 && !_isOver)
        {
            IReadOnlyList<IndexEntry> entries = _index is null ? await ChooseAsync(cancel) : await store.ReadIndexAsync(partition, _index, _before, _page, cancel);
            _isOver = entries.Count < _page || (since is { } first && entries[^1].Created < first);
            IndexEntry[] wanted = [.. since is { } oldest ? entries.TakeWhile(e => e.Created >= oldest) : entries];
            if (wanted.Length > 0)
            {
                foreach (ItemHeader? header in await store.ReadHeadersAsync([.. wanted.Select(e => e.Item)], cancel))
                {
                    if (header is not null)
                    {
                        _headers.Enqueue(header);
                    }
                }

                // Only now: a read that failed is asked again.
                _before = wanted[^1].Created;
            }

            _page = Math.Min(LastPage, _page * 2);
        }

        return _headers.TryPeek(out ItemHeader? next) ? next : null;
    }

    public override void Take() => _headers.Dequeue();

    private async ValueTask<IReadOnlyList<IndexEntry>> ChooseAsync(CancellationToken cancel)
    {
        IReadOnlyList<IndexEntry>? best = null;
        foreach (string index in indexes)
        {
            IReadOnlyList<IndexEntry> page = await store.ReadIndexAsync(partition, index, _before, _page, cancel);
            if (best is null || page.Count < best.Count || (page.Count > 0 && page.Count == best.Count && page[^1].Created < best[^1].Created))
            {
                (best, _index) = (page, index);
            }

            if (page.Count == 0)
            {
                break;
            }
        }

        return best ?? [];
    }
}
