using System.Collections.Concurrent;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Who is inside right now, by key, and the most that ever were. A run is inside from its first block on, over its waits, until it leaves.</summary>
internal sealed class Occupancy
{
    private readonly Dictionary<string, HashSet<string>> _inside = [];
    private readonly Lock _lock = new();

    /// <summary>The most that were inside at one time, of each key.</summary>
    public ConcurrentDictionary<string, int> Most { get; } = new();

    /// <summary>Who came in, in order.</summary>
    public ConcurrentQueue<string> Order { get; } = new();

    public void Enter(string key, string who)
    {
        lock (_lock)
        {
            HashSet<string> inside = _inside.TryGetValue(key, out HashSet<string>? found) ? found : _inside[key] = [];
            if (inside.Add(who))
            {
                Order.Enqueue(who);
            }

            Most[key] = Math.Max(Most.GetValueOrDefault(key), inside.Count);
        }
    }

    public void Leave(string key, string who)
    {
        lock (_lock)
        {
            _inside[key].Remove(who);
        }
    }

    /// <summary>A flow that comes in, waits, and leaves. A step that is repeated is the same visit.</summary>
    public string? Visit(Script script, string key, TimeSpan stay)
    {
        string who = script.Journal.Run.Id.Text;
        script.Task("in", _ => Enter(key, who));
        script.Sleep(stay);
        script.Task("out", _ => Leave(key, who));
        return who;
    }
}
