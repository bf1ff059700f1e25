using System.Security.Cryptography;
using System.Text;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary>
/// <c>gotick run [--new] [--store ADDRESS] SCRIPT [ARGUMENTS]</c>: worker and store in one process, for this run only. Called again with the same file and
/// arguments it goes on with the unfinished run, on the text that the run began with.
/// </summary>
internal static class RunCommand
{
    private const string Usage = """
        gotick run [options] SCRIPT [-Name value ...]

          --new             start another run instead of going on with the unfinished one
          --store ADDRESS   sqlite:PATH or redis://HOST:PORT; default: $GOTICK_STORE, else a file in your data folder

        Run it again with the same script and arguments to go on where it was interrupted.
        """;

    public static async Task<int> MainAsync(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0] is "-h" or "--help")
        {
            Console.Out.WriteLine(Usage);
            return args.Count == 0 ? ExitCodes.Usage : ExitCodes.Ok;
        }

        if (args[0] != "run")
        {
            Console.Error.WriteLine($"gotick: there is no command '{args[0]}'.\n\n{Usage}");
            return ExitCodes.Usage;
        }

        var options = RunOptions.Parse([.. args.Skip(1)]);
        if (options is null)
        {
            Console.Error.WriteLine(Usage);
            return ExitCodes.Usage;
        }

        return await RunAsync(options);
    }

    private static async Task<int> RunAsync(RunOptions options)
    {
        FlowSource source = FlowSource.Read(options.Script, root: null);
        Payload arguments = ValueCodec.Encode(ArgumentBinder.FromCommandLine(options.Arguments, source.Definition.Parameters), "The arguments");
        await using TickClient client = await TickClient.ConnectAsync(options.Store);

        // The run is known by file and arguments; its queue is its own, so that this process executes nothing else.
        string name = Digest(source.Path, arguments.Text);
        (ItemId id, bool resumes) = await FindOrStartAsync(client, source, arguments, name, options.StartsNew);
        Console.Error.WriteLine($"{(resumes ? "Going on with" : "Run")} {id} of {source.Definition.Name} in {client.Store.Identity}");

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        await using var executor = new FlowExecutor(CacheFolder(), StandIns.StandIns.AddTo, StandIns.StandIns.AttachTo);
        await using Worker worker = await Worker.StartAsync(
            client,
            executor,
            new WorkerOptions { Queues = [QueueOf(name)], DrainTimeout = TimeSpan.FromSeconds(2) },
            outage: e => Console.Error.WriteLine(e is null ? "The store answers again." : $"{e.ErrorId}: {e.Message} Waiting for it."));
        var printer = new RunPrinter(client, id, Console.Error);
        try
        {
            RunView ended = await printer.FollowAsync(interrupted.Token);
            return RunReport.Write(ended, Console.Out, Console.Error);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted. Run the same command again to go on.");
            return ExitCodes.Interrupted;
        }
    }

    private static async Task<(ItemId Id, bool Resumes)> FindOrStartAsync(
        TickClient client, FlowSource source, Payload arguments, string name, bool startsNew)
    {
        if (!startsNew)
        {
            await foreach (RunView run in client.ListRunsAsync(tag: TagOf(name)))
            {
                if (!run.Status.IsTerminal())
                {
                    return (run.Id, true);
                }
            }
        }

        await client.PublishAsync(source.Definition, source.Version);
        StartResult started = await client.StartAsync(new StartRequest
        {
            Flow = source.Definition.Name,
            Arguments = arguments,
            Queue = QueueOf(name),
            Tags = [TagOf(name)],
            WorkingDirectory = Environment.CurrentDirectory,
        });
        return (started.Id, false);
    }

    private static string TagOf(string name) => "gotick-run-" + name;

    private static string QueueOf(string name) => "run-" + name;

    private static string Digest(string path, string arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path + "\n" + arguments)).AsSpan(0, 8));

    private static string CacheFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "gotick", "versions");
}
