using System.Management.Automation;
using GoTick.Core.Stores.Sqlite;
using GoTick.PowerShell.Remote;

namespace GoTick.PowerShell.Commands.Connections;

/// <summary>Which store a command means: <c>-Store</c>, else this session's <c>Connect-Tick</c>, else <c>$env:GOTICK_STORE</c>, else the user's own file.</summary>
internal static class StoreChoice
{
    /// <summary>The variable that names the store.</summary>
    public const string StoreVariable = "GOTICK_STORE";

    /// <summary>The variable that holds the password.</summary>
    public const string PasswordVariable = "GOTICK_PASSWORD";

    /// <summary>The connection that is meant; the caller releases it.</summary>
    /// <inheritdoc cref="KeyOf"/>
    public static StoreConnection Use(string? store, PSCredential? credential, PathIntrinsics location, CancellationToken cancel, string? apiKey = null)
    {
        bool isChosen = credential is null && apiKey is null && TickSession.Current.Chosen is { } own && (string.IsNullOrEmpty(store) || store == own.Store);
        return isChosen && TickSession.Current.Chosen is { } chosen && chosen.TryUse()
            ? chosen
            : StoreConnections.Use(KeyOf(store, credential, location, apiKey), cancel);
    }

    /// <summary>The store and the credentials that are meant.</summary>
    /// <param name="store">What <c>-Store</c> says; null = nothing.</param>
    /// <param name="credential">What <c>-Credential</c> says; null = nothing.</param>
    /// <param name="location">The session's place, from which a relative file counts (the process's own folder is another).</param>
    /// <param name="apiKey">The key of a server; null = that of the environment.</param>
    public static StoreKey KeyOf(string? store, PSCredential? credential, PathIntrinsics location, string? apiKey = null)
    {
        if (string.IsNullOrEmpty(store) && credential is null && apiKey is null && TickSession.Current.Chosen is { } chosen)
        {
            return chosen.Key;
        }

        string address = !string.IsNullOrEmpty(store) ? store
            : TickSession.Current.Chosen?.Key.Address
            ?? (Environment.GetEnvironmentVariable(StoreVariable) is { Length: > 0 } named ? named : SqliteAddress.Scheme);
        if (SqliteAddress.Matches(address))
        {
            return new StoreKey(FileAddress(address, location), null, null);
        }

        if (RemoteAddress.Matches(address))
        {
            return new StoreKey(RemoteAddress.Parse(address).ToString(), null, null, apiKey ?? (Environment.GetEnvironmentVariable(TickDoor.KeyVariable) is { Length: > 0 } key ? key : null));
        }

        string? user = credential?.UserName is { Length: > 0 } name ? name : null;
        string? password = credential?.GetNetworkCredential().Password ?? Environment.GetEnvironmentVariable(PasswordVariable);
        return new StoreKey(address, user, string.IsNullOrEmpty(password) ? null : password);
    }

    private static string FileAddress(string address, PathIntrinsics location)
    {
        string path = address[SqliteAddress.Scheme.Length..];
        bool isRelative = path.Length > 0 && !path.StartsWith(':') && !Path.IsPathFullyQualified(path);
        return SqliteAddress.Parse(isRelative ? SqliteAddress.Scheme + location.GetUnresolvedProviderPathFromPSPath(path) : address).ToString();
    }
}
