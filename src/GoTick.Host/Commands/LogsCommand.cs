using System.CommandLine;
using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Host.Display;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick logs</c>: what a run wrote to its streams.</summary>
internal static class LogsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The run." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the run has ended." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("logs", "Write what a run wrote to its streams.") { id, follow, json, store };
        command.SetAction((parsed, _) => WriteAsync(
            ItemId.FromStored(parsed.GetRequiredValue(id)), parsed.GetValue(follow), parsed.GetValue(json), parsed.GetValue(store)));
        return command;
    }

    private static async Task<int> WriteAsync(ItemId id, bool follows, bool json, string? store)
    {
        using var interruption = new Interruption();
        await using ITickClient client = await StoreOption.ConnectAsync(store, interruption.Token);
        var follower = new RunFollower(client, id, withSteps: false);
        if (!follows)
        {
            Write((await follower.ReadAsync(interruption.Token)).Records, json);
            return ExitCodes.Ok;
        }

        try
        {
            await foreach (RunNews news in follower.FollowAsync(TimeSpan.FromMilliseconds(200), Outage, interruption.Token))
            {
                Write(news.Records, json);
            }

            return ExitCodes.Ok;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }

    private static void Write(IReadOnlyList<StreamRecord> records, bool json)
    {
        foreach (StreamRecord record in records)
        {
            Console.Out.WriteLine(json ? ValueJson.Line(RunJson.Of(record)) : Line(record));
        }
    }

    private static string Line(StreamRecord record)
    {
        string where = string.Join('/', new[] { record.Branch, record.Step }.Where(w => w is not null));
        string time = record.Time.LocalDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        return $"{time}  {(where.Length > 0 ? where + "  " : "")}{new RunLine(record.Time, 0, null, record).RecordText}";
    }

    private static void Outage(Core.Errors.StoreUnavailableException? error) =>
        Console.Error.WriteLine(error is null ? "The store answers again." : $"{error.ErrorId}: {error.Message} Waiting for it.");
}
