using System.CommandLine;
using GoTick.Core.Client;

namespace GoTick.Host.Commands.Schedules;

/// <summary><c>gotick schedules backfill</c>: starts the runs of past times.</summary>
internal static class ScheduleBackfillCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The schedule." };
        var from = new Option<DateTimeOffset>("--from") { Description = "The first time; without zone it is local time.", HelpName = "TIME", Required = true };
        var to = new Option<DateTimeOffset>("--to") { Description = "The last time, not after now.", HelpName = "TIME", Required = true };
        Option<string?> store = StoreOption.Create();
        var command = new Command("backfill", "Start the runs of past times; a time that has a run is passed over.") { name, from, to, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            int count = await client.BackfillScheduleAsync(parsed.GetRequiredValue(name), parsed.GetValue(from), parsed.GetValue(to), interruption.Token);
            await Console.Error.WriteLineAsync($"gotick: {count} times; those that have no run get one.");
            return ExitCodes.Ok;
        });
        return command;
    }
}
