using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick queues list|pause|resume</c>.</summary>
internal static class QueuesCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("queues", "List, pause and resume queues.")
    {
        List(),
        Change("pause", "Have workers take nothing from queues; what runs goes on to its end or its next wait.", (client, queue, stop) => client.SuspendQueueAsync(queue, stop)),
        Change("resume", "Have workers take work from queues again.", (client, queue, stop) => client.ResumeQueueAsync(queue, stop)),
    };

    private static Command Change(string name, string description, Func<ITickClient, string, CancellationToken, Task> change)
    {
        var queues = new Argument<string[]>("NAME") { Description = "The queues.", Arity = ArgumentArity.OneOrMore };
        Option<string?> store = StoreOption.Create();
        var command = new Command(name, description) { queues, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            foreach (string queue in parsed.GetRequiredValue(queues))
            {
                await change(client, queue, interruption.Token);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("list", "List the queues that hold work, that workers serve, or that are paused.") { json, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            IReadOnlyList<QueueView> queues = await client.ListQueuesAsync(interruption.Token);
            if (!parsed.GetValue(json))
            {
                TextTable.Write([["NAME", "READY", "WORKERS", ""], .. queues.Select(Row)], Console.Out);
                return ExitCodes.Ok;
            }

            foreach (QueueView queue in queues)
            {
                Console.Out.WriteLine(ValueJson.Line(new JsonObject
                {
                    ["name"] = queue.Name,
                    ["ready"] = queue.Ready,
                    ["workers"] = queue.Workers,
                    ["isPaused"] = queue.IsPaused,
                }));
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static string[] Row(QueueView queue) =>
    [
        queue.Name, queue.Ready.ToString(CultureInfo.InvariantCulture), queue.Workers.ToString(CultureInfo.InvariantCulture), queue.IsPaused ? "paused" : "",
    ];
}
