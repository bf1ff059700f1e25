using System.CommandLine;
using System.Globalization;
using GoTick.Core.Client;

namespace GoTick.Host.Commands.Schedules;

/// <summary><c>gotick schedules next</c>: the times to come of a schedule, in its time zone.</summary>
internal static class ScheduleNextCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The schedule." };
        var count = new Option<int>("--count") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 10 };
        Option<string?> store = StoreOption.Create();
        var command = new Command("next", "Show the next ten times of a schedule.") { name, count, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            ScheduleView schedule = await client.GetScheduleAsync(parsed.GetRequiredValue(name), Math.Clamp(parsed.GetValue(count), 1, 1_000), interruption.Token);
            foreach (DateTimeOffset time in schedule.Upcoming)
            {
                Console.Out.WriteLine(time.ToString("ddd yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
