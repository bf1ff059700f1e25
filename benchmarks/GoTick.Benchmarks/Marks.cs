using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace GoTick.Benchmarks;

/// <summary>Times that flows write down: <c>$Marks.Hit('name')</c>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
public sealed class Marks
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _times = new();
    private readonly SemaphoreSlim _hit = new(0);

    /// <summary>Called by a flow.</summary>
    public void Hit(string name)
    {
        long now = Stopwatch.GetTimestamp();
        _times.GetOrAdd(name, _ => new ConcurrentQueue<long>()).Enqueue(now);
        _hit.Release();
    }

    internal void Clear()
    {
        _times.Clear();
        while (_hit.Wait(0))
        {
        }
    }

    /// <summary>The times of a name, in order.</summary>
    internal long[] Of(string name) => _times.TryGetValue(name, out ConcurrentQueue<long>? times) ? [.. times] : [];

    /// <summary>Waits until a name was hit so often; throws after a minute.</summary>
    internal async Task<long[]> WaitAsync(string name, int count)
    {
        while (Of(name) is var times)
        {
            if (times.Length >= count)
            {
                return times;
            }

            if (!await _hit.WaitAsync(TimeSpan.FromMinutes(1)))
            {
                break;
            }
        }

        throw new TimeoutException($"'{name}' was hit {Of(name).Length} times of {count}, and not again for a minute.");
    }
}
