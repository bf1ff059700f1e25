using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Stores.Sqlite;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Commands;

/// <summary><c>--store</c>: which store a command works on.</summary>
internal static class StoreOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Create() => new("--store")
    {
        Description = "sqlite:PATH, redis://HOST:PORT, or https://HOST for a server (key: $GOTICK_API_KEY). Default: $GOTICK_STORE, else a file in your data folder.",
        HelpName = "ADDRESS",
    };

    /// <summary>As <see cref="ConnectAsync"/>, for commands that need the store itself.</summary>
    public static async Task<TickClient> OpenAsync(string? chosen, CancellationToken cancel)
    {
        ITickClient client = await ConnectAsync(chosen, cancel);
        try
        {
            return client.Direct();
        }
        catch (TickException)
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Opens the store that was chosen; the password of a Redis may be in <c>$GOTICK_PASSWORD</c>, the key of a server in <c>$GOTICK_API_KEY</c>. What its operator should change is said on stderr.
    /// </summary>
    public static async Task<ITickClient> ConnectAsync(string? chosen, CancellationToken cancel)
    {
        string address = chosen ?? Environment("GOTICK_STORE") ?? "sqlite:" + SqliteAddress.DefaultPath;
        ITickClient client = await TickDoor.ConnectAsync(address, password: Environment("GOTICK_PASSWORD"), apiKey: Environment(TickDoor.KeyVariable), cancel: cancel);
        foreach (string warning in client is TickClient { Store: var store } ? store.Warnings : [])
        {
            await Console.Error.WriteLineAsync($"gotick: warning: {warning}");
        }

        return client;
    }

    private static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
