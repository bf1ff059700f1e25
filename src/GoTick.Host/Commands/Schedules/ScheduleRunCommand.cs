using GoTick.Core.Flows;

namespace GoTick.Host.Commands.Schedules;

/// <summary><c>gotick schedules run</c>: starts a run of schedules now, and writes its id.</summary>
internal static class ScheduleRunCommand
{
    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create() => ScheduleNames.Create(
        "run",
        "Start a run now, also while it is paused; writes its id.",
        async (client, name, stop) =>
        {
            ItemId run = await client.RunScheduleAsync(name, stop);
            Console.Out.WriteLine(run.Text);
        });
}
