using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick list</c>: runs, newest first.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var filters = new RunFilterOptions();
        var first = new Option<int>("--first") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var skip = new Option<int>("--skip") { Description = "Leave out so many of the newest.", HelpName = "N" };
        var after = new Option<string?>("--after") { Description = "Only what comes behind this place: the 'cursor' of the last run before (--json).", HelpName = "CURSOR" };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("list", "List runs, newest first.");
        filters.AddTo(command);
        foreach (Option option in new Option[] { first, skip, after, json, store })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            RunQuery query = filters.Read(parsed, TimeProvider.System.GetUtcNow()) with { After = parsed.GetValue(after) };
            int most = Math.Max(1, parsed.GetValue(first));
            RunView[] found = await client.ListRunsAsync(query, interruption.Token)
                .Skip(Math.Max(0, parsed.GetValue(skip))).Take(most == int.MaxValue ? most : most + 1).ToArrayAsync(interruption.Token);
            RunView[] shown = [.. found.Take(most)];
            if (parsed.GetValue(json))
            {
                Array.ForEach(shown, run => Console.Out.WriteLine(ValueJson.Line(RunJson.Of(run))));
                return ExitCodes.Ok;
            }

            RunTable.Write(shown, TimeProvider.System.GetUtcNow(), Console.Out);
            if (found.Length > most)
            {
                await Console.Error.WriteLineAsync($"There are more: add --after {shown[^1].Cursor} to go on, or --first N to see more at once.");
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
