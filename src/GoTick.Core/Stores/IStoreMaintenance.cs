namespace GoTick.Core.Stores;

/// <summary>Housekeeping that some stores need now and then. The Janitor calls it where a store has it.</summary>
public interface IStoreMaintenance
{
    /// <summary>Does what is due, and returns at once when nothing is.</summary>
    ValueTask MaintainAsync(CancellationToken cancel = default);
}
