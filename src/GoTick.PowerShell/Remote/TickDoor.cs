using GoTick.Core.Client;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Remote;

/// <summary>Which door an address means: that of a store, or that of a server.</summary>
internal static class TickDoor
{
    /// <summary>The variable that holds the key of a server.</summary>
    public const string KeyVariable = "GOTICK_API_KEY";

    /// <summary>Opens the door that an address means: <c>sqlite:PATH</c>, <c>redis[s]://…</c>, or <c>https://HOST</c>.</summary>
    /// <param name="address">The address.</param>
    /// <param name="password">The password of a store; null = the address's.</param>
    /// <param name="user">The user of a store; null = the address's.</param>
    /// <param name="apiKey">The key of a server; null = none.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>, what a server says of the key, or <see cref="StoreUnavailableException"/>.</exception>
    public static async Task<ITickClient> ConnectAsync(string address, string? password = null, string? user = null, string? apiKey = null, CancellationToken cancel = default) =>
        RemoteAddress.Matches(address)
            ? await RemoteClient.ConnectAsync(address, apiKey, cancel)
            : await TickClient.ConnectAsync(address, password, user, cancel);

    /// <summary>The store behind a client.</summary>
    /// <exception cref="TickException"><c>TickNotSupported</c>: there is a server between.</exception>
    public static TickClient Direct(this ITickClient client) => client as TickClient ?? throw new TickException(
        TickErrorId.NotSupported,
        TickErrorKind.InvalidInput,
        $"This needs the store itself, and {client.StoreName} is a server. Do it where the store can be reached: sqlite:PATH or redis://HOST.");
}
