using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick start</c>: starts a run of a published flow for the workers of its queue, and writes its id.</summary>
internal static class StartCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Option<string?>("--id") { Description = "The run's id. Default: a new one.", HelpName = "ID" };
        var queue = new Option<string?>("--queue") { Description = "The queue. Default: the flow's.", HelpName = "NAME" };
        var priority = new Option<int?>("--priority") { Description = "-100 (last) to 100 (first). Default: the flow's.", HelpName = "N" };
        priority.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < -100 or > 100)
            {
                result.AddError("--priority goes from -100 to 100.");
            }
        });
        var key = new Option<string?>("--key") { Description = "The key under which it takes turns. Default: the flow's.", HelpName = "KEY" };
        var tags = new Option<string[]>("--tag") { Description = "A tag, beside the flow's.", HelpName = "TAG" };
        var delay = new Option<double?>("--delay") { Description = "Not before so many seconds have passed.", HelpName = "SECONDS" };
        var wait = new Option<bool>("--wait") { Description = "Wait for its end, shown as with gotick run; the exit code tells how it ended." };
        var json = new Option<bool>("--json") { Description = "Write the run as JSON; with --wait as gotick run does." };
        Option<string?> store = StoreOption.Create();
        Argument<string[]> flow = WordsArgument.Create("FLOW", "The flow's name; everything behind it goes to the flow.");
        var command = new Command("start", "Start a run of a published flow; writes its id.") { id, queue, priority, key, tags, delay, wait, json, store, flow };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            string[] words = parsed.GetRequiredValue(flow);
            ItemId? chosen = parsed.GetValue(id) is { } own ? ItemId.ParseRoot(own) : null;
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            FlowDefinition definition = await client.GetFlowAsync(words[0], interruption.Token);
            var request = new StartRequest
            {
                Flow = definition.Name,
                Arguments = ValueCodec.Encode(ArgumentBinder.FromCommandLine([.. words.Skip(1)], definition.Parameters), "The arguments"),
                Id = chosen,
                Queue = parsed.GetValue(queue),
                Priority = parsed.GetValue(priority),
                ConcurrencyKey = parsed.GetValue(key),
                Tags = parsed.GetValue(tags) ?? [],
                Delay = parsed.GetValue(delay) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400 * 36_600d)) : null,
            };
            await Following.WarnWithoutWorkerAsync(client, request.Queue ?? definition.Settings.Queue, interruption.Token);
            StartResult started = await client.StartAsync(request, interruption.Token);
            RunView run = await client.GetRunAsync(started.Id, interruption.Token);
            return await Following.TellAsync(client, run, parsed.GetValue(wait), parsed.GetValue(json), interruption.Token);
        });
        return command;
    }
}
