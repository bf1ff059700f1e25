using System.CommandLine;
using GoTick.Core.Client;
using GoTick.PowerShell.Display;

namespace GoTick.Host.Commands;

/// <summary><c>gotick cancel</c>: ends runs; what they did is undone by their compensations.</summary>
internal static class CancelCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> ids = RunIds.Create();
        var reason = new Option<string?>("--reason") { Description = "Why; kept with the run." };
        var force = new Option<bool>("--force") { Description = "At once: nothing more of it runs, not even its compensations." };
        var wait = new Option<bool>("--wait") { Description = "Wait until it has ended." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("cancel", "End runs: what runs of them is stopped, their compensations run, then they are Canceled.") { ids, reason, force, wait, store };
        command.SetAction((parsed, _) => RunIds.EachAsync(parsed.GetRequiredValue(ids), parsed.GetValue(store), async (client, id, stop) =>
        {
            (string? why, bool isForced) = (parsed.GetValue(reason), parsed.GetValue(force));
            if (parsed.GetValue(wait))
            {
                RunView run = await client.CancelAndWaitAsync(id, why, force: isForced, cancel: stop);
                Console.Out.WriteLine($"{id}  {RunEnding.Text(run)}");
            }
            else
            {
                await client.CancelAsync(id, why, force: isForced, cancel: stop);
            }
        }));
        return command;
    }
}
