using GoTick.Core.Client;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Remote;

/// <summary>Which door an address means: that of a store, or that of a server.</summary>
internal static class TickDoor
{
    /// <summary>The store behind a client.</summary>
    /// <exception cref="TickException"><c>TickNotSupported</c>: there is a server between.</exception>
    public static TickClient Direct(this ITickClient client) => client as TickClient ?? throw new TickException(
        TickErrorId.NotSupported,
        TickErrorKind.InvalidInput,
        $"This needs the store itself, and {client.StoreName} is a server. Do it where the store can be reached: sqlite:PATH or redis://HOST.");
}
