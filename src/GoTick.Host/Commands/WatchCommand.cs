using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Display;

namespace GoTick.Host.Commands;

/// <summary><c>gotick watch</c>: shows a run until its end, whoever executes it.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The run." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line on stdout: run, step, log, end." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("watch", "Show a run until its end; the exit code tells how it ended. Ctrl+C ends the watching, not the run.") { id, json, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            RunView run = await client.GetRunAsync(ItemId.FromStored(parsed.GetRequiredValue(id)), interruption.Token);
            return await Following.ShowAsync(client, run, RunDisplays.Choose(parsed.GetValue(json)), interruption.Token);
        });
        return command;
    }
}
