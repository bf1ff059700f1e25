using GoTick.Core.Stores;

namespace GoTick.Core.Client.Finding;

/// <summary>Headers of one partition, newest first.</summary>
internal abstract class HeaderSource
{
    /// <summary>The next one, which stays until it is taken; null when there is none.</summary>
    public abstract ValueTask<ItemHeader?> PeekAsync(CancellationToken cancel);

    /// <summary>Goes on behind it.</summary>
    public abstract void Take();
}
