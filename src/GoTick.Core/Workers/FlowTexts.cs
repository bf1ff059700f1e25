using System.Collections.Concurrent;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>The texts of flow versions, read once, verified against their hash.</summary>
internal sealed class FlowTexts(IFlowStore store, Func<FlowVersion, string?>? distrust)
{
    private const int Kept = 256;
    private readonly ConcurrentDictionary<string, FlowVersion> _versions = new();

    /// <exception cref="TickException"><c>TickFlowTextMismatch</c>, <c>TickFlowUntrusted</c>, or <c>TickFlowNotFound</c> when the text is gone.</exception>
    public FlowVersion Read(HeldItem item, string hash)
    {
        if (_versions.TryGetValue(hash, out FlowVersion? known))
        {
            return known;
        }

        int partition = store.PartitionOf(item.Id);
        byte[] bytes = item.Read((s, cancel) => s.ReadBlobAsync(partition, hash, cancel)) ?? throw new TickException(
            TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"The text of flow version {hash[..12]} is not in the store.")
        { Target = hash };
        var version = FlowVersion.FromBytes(hash, bytes);
        version.RefuseIf(distrust);
        if (_versions.Count >= Kept)
        {
            _versions.Clear();
        }

        _versions[hash] = version;
        return version;
    }
}
