using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Stores.Sqlite;

namespace GoTick.Host.Commands;

/// <summary><c>--store</c>: which store a command works on.</summary>
internal static class StoreOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--store")
    {
        Description = "sqlite:PATH or redis://HOST:PORT. Default: $GOTICK_STORE, else a file in your data folder.",
        HelpName = "ADDRESS",
    };

    /// <summary>Opens the store that was chosen; the password of a Redis may be in <c>$GOTICK_PASSWORD</c>.</summary>
    public static Task<TickClient> ConnectAsync(string? chosen, CancellationToken cancel)
    {
        string address = chosen ?? Environment("GOTICK_STORE") ?? "sqlite:" + SqliteAddress.DefaultPath;
        return TickClient.ConnectAsync(address, password: Environment("GOTICK_PASSWORD"), cancel: cancel);
    }

    private static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
