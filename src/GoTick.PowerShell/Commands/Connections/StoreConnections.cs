using GoTick.Core.Client;
using GoTick.PowerShell.Remote;

namespace GoTick.PowerShell.Commands.Connections;

/// <summary>The process's open stores. A store is opened once and stays open, so that a command costs no connecting.</summary>
internal static class StoreConnections
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<StoreKey, StoreConnection> Open = [];

    /// <summary>A connection, opened if need be; the caller releases it.</summary>
    /// <exception cref="Core.Errors.TickException"><c>TickStoreInvalid</c>, <c>TickStoreUnavailable</c>.</exception>
    public static StoreConnection Use(StoreKey key, CancellationToken cancel)
    {
        if (Find(key) is { } known)
        {
            return known;
        }

        // Outside of the lock: one server that does not answer must not hold up the commands of other stores.
        ITickClient client = TickDoor.ConnectAsync(key.Address, key.Password, key.User, key.ApiKey, cancel).GetAwaiter().GetResult();
        var made = new StoreConnection(key, client);
        made.TryUse();
        lock (Gate)
        {
            if (!Open.TryGetValue(key, out StoreConnection? other) || !other.TryUse())
            {
                Open[key] = made;
                return made;
            }

            made.Retire();
            made.Release();
            return other;
        }
    }

    /// <summary>No longer hands this one out; it closes when its last user leaves it.</summary>
    public static void Retire(StoreKey key)
    {
        StoreConnection? known;
        lock (Gate)
        {
            Open.Remove(key, out known);
        }

        known?.Retire();
    }

    private static StoreConnection? Find(StoreKey key)
    {
        lock (Gate)
        {
            if (Open.TryGetValue(key, out StoreConnection? exact) && exact.TryUse())
            {
                return exact;
            }

            // A run object names its store without credentials: the connection that it came through is meant.
            return key.User is null && key.Password is null && key.ApiKey is null
                ? Open.Values.FirstOrDefault(c => c.Store.Equals(key.Address, StringComparison.Ordinal) && c.TryUse())
                : null;
        }
    }
}
