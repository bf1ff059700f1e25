using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Signing;

namespace GoTick.Host.Commands;

/// <summary><c>gotick worker</c>: executes runs until it is told to stop, then drains. It publishes the flows of its folders.</summary>
internal static class WorkerCommand
{
    private static readonly WorkerOptions Usual = new();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var flows = new Option<string[]>("--flows")
        {
            Description = "Folders of flows to publish; changed files are published while it runs.",
            HelpName = "DIR",
            AllowMultipleArgumentsPerToken = true,
        };
        var queues = new Option<string[]>("--queue")
        {
            Description = $"The queues to serve. Default: {FlowSettings.DefaultQueue}.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "How many runs and branches at one time, 1 to 1,000.",
            HelpName = "N",
            DefaultValueFactory = _ => Usual.Concurrency,
        };
        var drain = new Option<double>("--drain")
        {
            Description = "Seconds that running steps may go on once it is told to stop; then other workers go on with them.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => Usual.DrainTimeout.TotalSeconds,
        };
        var lease = new Option<double>("--lease")
        {
            Description = "Seconds after which a worker that is not heard of loses its runs to others, 1 to 600. The same for all workers of a store.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => Usual.Lease.TotalSeconds,
        };
        var crashes = new Option<int>("--max-crashes")
        {
            Description = "Suspend a run under which so many workers died in a row, 1 to 1,000; 0 = try it for ever.",
            HelpName = "N",
            DefaultValueFactory = _ => Usual.MaxCrashes,
        };
        var reboot = new Option<string?>("--reboot-command")
        {
            Description = "What Restart-TickComputer has the system's shell run. Default: $GOTICK_REBOOT_COMMAND, else 'shutdown' as this system needs it.",
            HelpName = "COMMAND",
        };
        var trust = new TrustOptions();
        Option<string?> store = StoreOption.Create();
        var command = new Command("worker", "Execute runs until Ctrl+C, which drains.") { flows, queues, concurrency, drain, lease, crashes, reboot, store };
        trust.AddTo(command);
        command.SetAction((parsed, _) => WorkAsync(
            parsed.GetValue(flows) ?? [],
            trust.Read(parsed, parsed.GetValue(flows) ?? []),
            new WorkerOptions
            {
                Queues = parsed.GetValue(queues) is { Length: > 0 } named ? named : Usual.Queues,
                Concurrency = parsed.GetValue(concurrency),
                DrainTimeout = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(drain), 0, 86_400)),
                Lease = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(lease), 0, 86_400)),
                MaxCrashes = parsed.GetValue(crashes),
                RebootCommand = parsed.GetValue(reboot) ?? RebootSettings.Command,
                Boot = RebootSettings.Boot,
            },
            parsed.GetValue(store)));
        return command;
    }

    private static async Task<int> WorkAsync(string[] flows, TextTrust trust, WorkerOptions options, string? store)
    {
        options.Validate(); // before anything is published
        using var interruption = new Interruption();
        await using TickClient client = await StoreOption.OpenAsync(store, interruption.Token);
        await using HostedFolders folders = await HostedFolders.OpenAsync(client, flows, Say, interruption.Token);
        options.Distrust = trust.DistrustWith(folders.All);
        await ServeAsync(client, options, folders, interruption);
        return ExitCodes.Ok;
    }

    private static async Task ServeAsync(TickClient client, WorkerOptions options, HostedFolders folders, Interruption interruption)
    {
        await using HostedWorker worker = await HostedWorker.StartAsync(client, options, Say, interruption.Token);
        folders.Tell();
        await interruption.AskedAsync();
        await worker.DrainAsync();
    }

    private static void Say(string message) => Console.Error.WriteLine(message);
}
