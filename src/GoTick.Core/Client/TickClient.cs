using System.Text.Json;
using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Limits;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Core.Stores.Sqlite;

namespace GoTick.Core.Client;

/// <summary>The door to a store. Facets: <c>Runs</c>, <c>Removal</c>, <c>Control</c>, <c>Children</c>, <c>Catalogue</c>, <c>Signals</c>, <c>Approvals</c>, <c>Schedules</c>, <c>Mending</c>, <c>Finding</c>, <c>Following</c>, <c>Limits</c>, <c>Queues</c>, <c>Workers</c>, <c>Access</c>.</summary>
public sealed partial class TickClient : ITickClient
{
    private readonly TimeProvider _time;

    /// <param name="store">The store; the client disposes it.</param>
    /// <param name="time">The process' clock, for waiting. Default: the system's.</param>
    public TickClient(IFlowStore store, TimeProvider? time = null)
    {
        Store = store;
        _permits = new Permits(store);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The store.</summary>
    public IFlowStore Store { get; }

    /// <inheritdoc/>
    public string StoreName => Store.Identity.Text;

    /// <summary>Opens the store that a string names: <c>sqlite:PATH</c> or <c>redis[s]://…</c>.</summary>
    /// <param name="address">The store.</param>
    /// <param name="password">The password, in place of the address's; null = the address's.</param>
    /// <param name="user">The user, in place of the address's; null = the address's.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>, or <see cref="StoreUnavailableException"/>.</exception>
    public static async Task<TickClient> ConnectAsync(string address, string? password = null, string? user = null, CancellationToken cancel = default)
    {
        IFlowStore store = SqliteAddress.Matches(address)
            ? await SqliteStore.OpenAsync(SqliteAddress.Parse(address), cancel: cancel)
            : address.StartsWith("redis", StringComparison.OrdinalIgnoreCase)
                ? await RedisStore.ConnectAsync(RedisAddress.Parse(address, user, password), cancel)
                : throw new TickException(
                    TickErrorId.StoreInvalid,
                    TickErrorKind.InvalidInput,
                    "This is not the address of a store. Write 'sqlite:PATH' for a file, 'redis://HOST:PORT' for Redis, or 'https://HOST' for a server.");
        return new TickClient(store);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
