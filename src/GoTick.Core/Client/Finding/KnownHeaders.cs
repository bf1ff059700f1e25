using GoTick.Core.Stores;

namespace GoTick.Core.Client.Finding;

/// <summary>Headers that are few and read already.</summary>
/// <param name="headers">The headers, newest first.</param>
internal sealed class KnownHeaders(IEnumerable<ItemHeader> headers) : HeaderSource
{
    private readonly Queue<ItemHeader> _headers = new(headers);

    public override ValueTask<ItemHeader?> PeekAsync(CancellationToken cancel) => new(_headers.TryPeek(out ItemHeader? next) ? next : null);

    public override void Take() => _headers.Dequeue();
}
