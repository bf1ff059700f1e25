using System.Collections.Specialized;
using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands.Schedules;

/// <summary><c>gotick schedules add</c>: makes a schedule, or changes the one of that name into exactly this.</summary>
internal static class ScheduleAddCommand
{
    private static readonly Option<string> Cron = new("--cron")
    {
        Description = "Minute, hour, day of month, month, day of week; a second may stand before them. Or @hourly, @daily, ….",
        HelpName = "EXPRESSION",
        Required = true,
    };

    private static readonly Option<string> Zone = new("--time-zone")
    {
        Description = "The zone of the expression, such as Europe/Berlin.",
        HelpName = "ZONE",
        DefaultValueFactory = _ => ScheduleDefinition.Utc,
    };

    private static readonly Option<ScheduleOverlap> Overlap = new("--overlap") { Description = "While a run of it has not ended.", DefaultValueFactory = _ => ScheduleOverlap.Allow };
    private static readonly Option<ScheduleMisfire> Misfire = new("--misfire") { Description = "For times that no worker was there for.", DefaultValueFactory = _ => ScheduleMisfire.RunOnce };
    private static readonly Option<TimeSpan> Window = new("--misfire-window")
    {
        Description = "How far back missed times are made up for: d.hh:mm:ss.",
        HelpName = "TIME",
        DefaultValueFactory = _ => ScheduleDefinition.DefaultWindow,
    };

    private static readonly Option<double> Jitter = new("--jitter") { Description = "Each run starts up to so many seconds after its time.", HelpName = "SECONDS" };
    private static readonly Option<DateTimeOffset?> From = new("--start") { Description = "No time before this.", HelpName = "TIME" };
    private static readonly Option<DateTimeOffset?> To = new("--end") { Description = "No time after this.", HelpName = "TIME" };
    private static readonly Option<string?> Queue = new("--queue") { Description = "The queue of its runs. Default: the flow's.", HelpName = "NAME" };
    private static readonly Option<int?> Priority = new("--priority") { Description = "-100 to 100. Default: the flow's.", HelpName = "N" };
    private static readonly Option<string[]> Tags = new("--tag") { Description = "A tag of its runs.", HelpName = "TAG" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string?> store = StoreOption.Create();
        Argument<string[]> words = WordsArgument.Create("NAME FLOW", "The schedule's name and the flow; everything behind them goes to the flow.");
        words.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1)
            {
                result.AddError("The flow is missing: gotick schedules add --cron EXPRESSION NAME FLOW.");
            }
        });
        var command = new Command("add", "Add a schedule, or change the one of that name.")
        {
            Cron, Zone, Overlap, Misfire, Window, Jitter, From, To, Queue, Priority, Tags, store, words,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            string[] given = parsed.GetRequiredValue(words);
            FlowDefinition flow = await client.GetFlowAsync(given[1], interruption.Token);
            OrderedDictionary arguments = ArgumentBinder.FromCommandLine([.. given.Skip(2)], flow.Parameters);
            ScheduleDefinition schedule = Definition(parsed, given[0], flow.Name) with
            {
                Arguments = arguments.Count == 0 ? Payload.None : ValueCodec.Encode(arguments, "The arguments"),
            };
            await Following.WarnWithoutWorkerAsync(client, schedule.Queue ?? flow.Settings.Queue, interruption.Token, "The runs of this schedule wait");
            ScheduleTable.Write([await client.RegisterScheduleAsync(schedule, cancel: interruption.Token)], Console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static ScheduleDefinition Definition(ParseResult parsed, string name, string flow) => new()
    {
        Name = name,
        Flow = flow,
        Cron = parsed.GetRequiredValue(Cron),
        TimeZone = parsed.GetRequiredValue(Zone),
        Overlap = parsed.GetValue(Overlap),
        Misfire = parsed.GetValue(Misfire),
        MisfireWindow = parsed.GetValue(Window),
        Jitter = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(Jitter), -1, 1_000_000)),
        Start = parsed.GetValue(From),
        End = parsed.GetValue(To),
        Queue = parsed.GetValue(Queue),
        Priority = parsed.GetValue(Priority),
        Tags = parsed.GetValue(Tags) ?? [],
    };
}
