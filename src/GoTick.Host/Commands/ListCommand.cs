using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Display;

namespace GoTick.Host.Commands;

/// <summary><c>gotick list</c>: runs, newest first.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var flow = new Option<string?>("--flow") { Description = "Only runs of this flow.", HelpName = "NAME" };
        var status = new Option<string?>("--status") { Description = "Only runs in this status.", HelpName = "STATUS" };
        status.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Enum.GetNames<RunStatus>());
        var tag = new Option<string?>("--tag") { Description = "Only runs with this tag.", HelpName = "TAG" };
        var parent = new Option<string?>("--parent") { Description = "Only children of this run.", HelpName = "ID" };
        var first = new Option<int>("--first") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("list", "List runs, newest first.") { flow, status, tag, parent, first, json, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using TickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            RunStatus? wanted = parsed.GetValue(status) is { } text ? Enum.Parse<RunStatus>(text, ignoreCase: true) : null;
            ItemId? above = parsed.GetValue(parent) is { } id ? ItemId.FromStored(id) : null;
            IAsyncEnumerable<RunView> runs = client.ListRunsAsync(parsed.GetValue(flow), wanted, parsed.GetValue(tag), above, interruption.Token);
            RunView[] shown = await runs.Take(Math.Max(1, parsed.GetValue(first))).ToArrayAsync(interruption.Token);
            if (parsed.GetValue(json))
            {
                Array.ForEach(shown, run => Console.Out.WriteLine(ValueJson.Line(RunJson.Of(run))));
            }
            else
            {
                RunTable.Write(shown, DateTimeOffset.UtcNow, Console.Out);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
