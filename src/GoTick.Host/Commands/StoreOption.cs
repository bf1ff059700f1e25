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

    /// <summary>
    /// Opens the store that was chosen; the password of a Redis may be in <c>$GOTICK_PASSWORD</c>. What its operator should change is said on stderr.
    /// </summary>
    public static async Task<TickClient> ConnectAsync(string? chosen, CancellationToken cancel)
    {
        string address = chosen ?? Environment("GOTICK_STORE") ?? "sqlite:" + SqliteAddress.DefaultPath;
        TickClient client = await TickClient.ConnectAsync(address, password: Environment("GOTICK_PASSWORD"), cancel: cancel);
        foreach (string warning in client.Store.Warnings)
        {
            await Console.Error.WriteLineAsync($"gotick: warning: {warning}");
        }

        return client;
    }

    private static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
