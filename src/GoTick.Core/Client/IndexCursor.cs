using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>Goes through an index of one partition, newest first, with the headers of what stands in it.</summary>
internal sealed class IndexCursor(IFlowStore store, int partition, string index)
{
    private const int Page = 100;
    private readonly Queue<ItemHeader> _headers = new();
    private StoreTime? _before;
    private bool _isOver;

    /// <summary>The header that <see cref="PeekAsync"/> gave last.</summary>
    public ItemHeader Current => _headers.Peek();

    /// <summary>The next header; null when there is none.</summary>
    public async ValueTask<ItemHeader?> PeekAsync(CancellationToken cancel)
    {
        while (_headers.Count == 0 && !_isOver)
        {
            IReadOnlyList<IndexEntry> entries = await store.ReadIndexAsync(partition, index, _before, Page, cancel);
            _isOver = entries.Count < Page;
            if (entries.Count > 0)
            {
                _before = entries[^1].Created;
                foreach (ItemHeader? header in await store.ReadHeadersAsync([.. entries.Select(e => e.Item)], cancel))
                {
                    if (header is not null)
                    {
                        _headers.Enqueue(header);
                    }
                }
            }
        }

        return _headers.TryPeek(out ItemHeader? next) ? next : null;
    }

    /// <summary>Goes on behind the current header.</summary>
    public ItemHeader Take() => _headers.Dequeue();
}
