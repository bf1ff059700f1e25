using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands.Schedules;

/// <summary><c>gotick schedules list</c>: all schedules, by name.</summary>
internal static class ScheduleListCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("list", "List schedules, with their next times and counts.") { json, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            IReadOnlyList<ScheduleView> schedules = await client.ListSchedulesAsync(cancel: interruption.Token);
            if (parsed.GetValue(json))
            {
                foreach (ScheduleView schedule in schedules)
                {
                    Console.Out.WriteLine(ValueJson.Line(ScheduleJson.Of(schedule)));
                }
            }
            else
            {
                ScheduleTable.Write(schedules, Console.Out);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
