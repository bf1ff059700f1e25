namespace GoTick.Core.Stores;

/// <summary>A store that has housekeeping of its own to do from time to time.</summary>
public interface IStoreMaintenance
{
    /// <summary>Does it; short, and harmless when several do it.</summary>
    ValueTask MaintainAsync(CancellationToken cancel = default);
}
