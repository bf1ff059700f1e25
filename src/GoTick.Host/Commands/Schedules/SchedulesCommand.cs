using System.CommandLine;

namespace GoTick.Host.Commands.Schedules;

/// <summary><c>gotick schedules</c>: flows that start by themselves. Without a subcommand it lists them.</summary>
internal static class SchedulesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command list = ScheduleListCommand.Create();
        var command = new Command("schedules", "Start flows by the clock: list, add, remove, pause, resume, run, next, backfill.")
        {
            list,
            ScheduleAddCommand.Create(),
            ScheduleNames.Create("remove", "Remove schedules; their runs stay.", (client, name, stop) => client.UnregisterScheduleAsync(name, stop)),
            ScheduleNames.Create("pause", "No run starts by itself until it is resumed.", (client, name, stop) => client.SuspendScheduleAsync(name, stop)),
            ScheduleNames.Create("resume", "Go on with the next time; those of the pause are not made up for.", (client, name, stop) => client.ResumeScheduleAsync(name, stop)),
            ScheduleRunCommand.Create(),
            ScheduleNextCommand.Create(),
            ScheduleBackfillCommand.Create(),
        };
        foreach (Option option in list.Options)
        {
            command.Add(option);
        }

        command.Action = list.Action;
        return command;
    }
}
