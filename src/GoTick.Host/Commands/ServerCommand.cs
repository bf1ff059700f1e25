using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Security;
using GoTick.Core.Workers;
using GoTick.Host.Access;
using GoTick.Host.Server;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Commands;

/// <summary><c>gotick server</c>: the HTTP API and the dashboard, and a worker unless there is to be none.</summary>
internal static class ServerCommand
{
    private static readonly WorkerOptions Usual = new();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen.",
            HelpName = "URL",
            DefaultValueFactory = _ => ServerSettings.DefaultUrl,
        };
        var flows = new Option<string[]>("--flows")
        {
            Description = "Folders of flows to publish; changed files are published while it runs.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
        };
        var queues = new Option<string[]>("--queue") { Description = "The queues that its worker serves.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "How many runs and branches its worker has at one time, 1 to 1,000.",
            HelpName = "N",
            DefaultValueFactory = _ => Usual.Concurrency,
        };
        var noWorker = new Option<bool>("--no-worker") { Description = "Execute nothing: only the API and the dashboard." };
        var trust = new TrustOptions();
        var access = new AccessOptions();
        Option<string?> store = StoreOption.Create();
        var command = new Command("server", "Serve the HTTP API and the dashboard, and execute runs, until Ctrl+C.") { urls, flows, queues, concurrency, noWorker, store };
        trust.AddTo(command);
        access.AddTo(command);
        command.SetAction((parsed, _) => ServeAsync(
            new ServerSettings
            {
                Urls = parsed.GetRequiredValue(urls),
                Flows = parsed.GetValue(flows) ?? [],
                Access = access.Read(parsed),
                Trust = trust.Read(parsed, parsed.GetValue(flows) ?? []),
                Worker = parsed.GetValue(noWorker) ? null : new WorkerOptions
                {
                    Queues = parsed.GetValue(queues) is { Length: > 0 } named ? named : Usual.Queues,
                    Concurrency = parsed.GetValue(concurrency),
                    RebootCommand = RebootSettings.Command,
                    Boot = RebootSettings.Boot,
                },
            },
            parsed.GetValue(store)));
        return command;
    }

    private static async Task<int> ServeAsync(ServerSettings settings, string? store)
    {
        settings.Worker?.Validate();
        using var interruption = new Interruption();
        await using TickClient client = await StoreOption.OpenAsync(store, interruption.Token);
        await AccessMode.CheckAsync(settings.Urls, settings.Access, new KeyRing(client.Store), interruption.Token); // before anything is published
        await using HostedFolders folders = await HostedFolders.OpenAsync(client, settings.Flows, Say, interruption.Token);
        settings.Distrust = settings.Trust.DistrustWith(folders.All);
        settings.Worker?.Distrust = settings.Distrust;
        await using HostedWorker? worker = settings.Worker is { } options ? await HostedWorker.StartAsync(client, options, Say, interruption.Token) : null;
        folders.Tell();
        await using TickServer server = await TickServer.StartAsync(client, settings, interruption.Token);
        foreach (string address in server.Addresses)
        {
            Say($"GoTick for {client.StoreName}: {address}");
        }

        await interruption.AskedAsync();
        await server.StopAsync();
        if (worker is not null)
        {
            await worker.DrainAsync();
        }

        return ExitCodes.Ok;
    }

    private static void Say(string message) => Console.Error.WriteLine(message);
}
