using System.Collections.Concurrent;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>Flows as they were last read from the catalogue: good for a start whose commit confirms them, and for nothing else.</summary>
internal sealed class KnownFlows
{
    private const int Kept = 256;
    private readonly ConcurrentDictionary<string, (FlowDefinition Flow, ExpectedDocument? Expected)> _flows = new(StringComparer.Ordinal);

    public (FlowDefinition Flow, ExpectedDocument? Expected)? Find(string name) =>
        _flows.TryGetValue(name, out (FlowDefinition, ExpectedDocument?) known) ? known : null;

    public void Keep(string name, FlowDefinition flow, ExpectedDocument? expected)
    {
        if (_flows.Count >= Kept)
        {
            _flows.Clear();
        }

        _flows[name] = (flow, expected);
    }

    public void Forget(string name) => _flows.TryRemove(name, out _);
}
