using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// The inbox of a held item: what the claim brought, and beyond that pages, one at a time, since an inbox may hold 10,000 messages of 1 MiB. Messages come
/// in the order of their numbers; those that the journal has taken before are passed over.
/// </summary>
internal sealed class HeldInbox(HeldItem item)
{
    private const int Page = StoreLimits.ClaimEvents;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _late = [];
    private IReadOnlyList<InboxMessage> _page = item.Messages;
    private long _pageAfter;

    /// <summary>The journal has this message.</summary>
    public void Took(string messageId) => _taken.Add(messageId);

    /// <summary>The next message of a sort that is wanted; null when there is none (yet).</summary>
    /// <param name="sort">Names what is wanted: a call with the same name goes on behind what the last one gave.</param>
    /// <param name="isWanted">True for such a message.</param>
    public (string Id, T Message)? Next<T>(string sort, Func<T, bool> isWanted)
        where T : RunMessage
    {
        foreach (InboxMessage message in After(_seen.GetValueOrDefault(sort)))
        {
            if (JournalCodec.TryDecodeMessage(message.Body) is not T told || !isWanted(told))
            {
                continue;
            }

            _seen[sort] = message.Number;
            if (!_taken.Contains(message.Id))
            {
                return (message.Id, told);
            }

            _late.Add(message.Id);
        }

        return null;
    }

    /// <summary>True when the message lies in the inbox.</summary>
    public bool Has(string messageId) => After(0).Any(m => m.Id == messageId);

    /// <summary>A message by its id; null when it has not come (yet).</summary>
    public T? Find<T>(string messageId)
        where T : RunMessage => After(0).FirstOrDefault(m => m.Id == messageId) is { } found ? JournalCodec.TryDecodeMessage(found.Body) as T : null;

    /// <summary>The repeats that were passed over since the last call, so that the next commit drops them.</summary>
    public IReadOnlyList<string> TakeLate()
    {
        if (_late.Count == 0)
        {
            return [];
        }

        string[] late = [.. _late];
        _late.Clear();
        return late;
    }

    /// <summary>Time has passed: what is known to be the end may not be it any more.</summary>
    public void LookAgain() => _pageAfter = long.MaxValue;

    private IEnumerable<InboxMessage> After(long number)
    {
        while (true)
        {
            IReadOnlyList<InboxMessage> page = PageAfter(number);
            foreach (InboxMessage message in page.Where(m => m.Number > number))
            {
                yield return message;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            number = page[^1].Number;
        }
    }

    private IReadOnlyList<InboxMessage> PageAfter(long number)
    {
        bool isHere = number >= _pageAfter && (_page.Count < Page || number < _page[^1].Number);
        if (!isHere)
        {
            _page = item.Read((store, cancel) => store.ReadInboxAsync(item.Id, number, Page, cancel));
            _pageAfter = number;
        }

        return _page;
    }
}
