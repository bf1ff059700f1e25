using System.Collections.Concurrent;
using GoTick.Core.Errors;

namespace GoTick.Core.Security;

/// <summary>Reads of small records that many callers need at once: each is read once in a while, by one of them. What is not there is not remembered, and no error is.</summary>
/// <param name="read">Reads a record; null = there is none.</param>
/// <param name="keep">How long one is believed.</param>
/// <param name="time">The process' clock.</param>
internal sealed class RecentReads<T>(Func<string, Task<T?>> read, TimeSpan keep, TimeProvider time)
    where T : class
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The record, as it was at most <c>keep</c> ago.</summary>
    public async ValueTask<T?> ReadAsync(string id, CancellationToken cancel)
    {
        Entry entry = EntryOf(id);
        try
        {
            T? record = await entry.Record.Value.WaitAsync(cancel);
            if (record is null)
            {
                Drop(id, entry); // else whoever asks for what is not there would fill the memory
            }

            return record;
        }
        catch (TickException)
        {
            Drop(id, entry);
            throw;
        }
    }

    /// <summary>The next one is read anew: this process has changed it.</summary>
    public void Forget(string id) => _entries.TryRemove(id, out _);

    private Entry EntryOf(string id)
    {
        while (true)
        {
            Entry? known = _entries.GetValueOrDefault(id);
            if (known is not null && time.GetElapsedTime(known.Began) < keep)
            {
                return known;
            }

            // Lazily: of several callers one reads. Its own wish to give up must not cut the others off, hence no token.
            var fresh = new Entry(time.GetTimestamp(), new Lazy<Task<T?>>(() => read(id)));
            if (known is null ? _entries.TryAdd(id, fresh) : _entries.TryUpdate(id, fresh, known))
            {
                return fresh;
            }
        }
    }

    private void Drop(string id, Entry entry) => _entries.TryRemove(KeyValuePair.Create(id, entry));

    private sealed record Entry(long Began, Lazy<Task<T?>> Record);
}
