using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick restart</c>: makes a new run from one that has ended or is suspended, and writes its id.</summary>
internal static class RestartCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var from = new Option<string?>("--from-step") { Description = "Keep what was recorded before this step, and go on with it.", HelpName = "STEP" };
        var set = new Option<string[]>("--set-step") { Description = "Another value for a kept step: JSON, else text.", HelpName = "STEP=VALUE" };
        var current = new Option<bool>("--use-current-version") { Description = "Go by the flow's present text, if what is kept fits it (its flow scope is replayed here)." };
        var wait = new Option<bool>("--wait") { Description = "Wait for its end, shown as with gotick run; the exit code tells how it ended." };
        var json = new Option<bool>("--json") { Description = "Write the run as JSON; with --wait as gotick run does." };
        Option<string?> store = StoreOption.Create();
        Argument<string[]> run = WordsArgument.Create("RUN", "The run's id; everything behind it are arguments that are to differ: -OrderId 43.");
        var command = new Command("restart", "Restart a run that has ended or is suspended, from its start or from a step; writes the new run's id.")
        {
            from, set, current, wait, json, store, run,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            string[] words = parsed.GetRequiredValue(run);
            var what = new RunRestart
            {
                Run = ItemId.FromStored(words[0]),
                FromStep = parsed.GetValue(from),
                Arguments = words.Length == 1 ? null : parameters => new CommandLineArguments(parameters).Read(words[1..]),
                Values = StepValues.Read(parsed.GetValue(set) ?? []),
                UsesCurrentVersion = parsed.GetValue(current),
            };
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            ItemId id = await RunMending.Of(client).RestartAsync(what, interruption.Token);
            RunView made = await client.GetRunAsync(id, interruption.Token);
            await Following.WarnWithoutWorkerAsync(client, made.Queue, interruption.Token);
            return await Following.TellAsync(client, made, parsed.GetValue(wait), parsed.GetValue(json), interruption.Token);
        });
        return command;
    }
}
