using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Files;

namespace GoTick.Host.Commands;

/// <summary><c>gotick export</c>: writes a run into a file.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The run." };
        var file = new Argument<string>("FILE") { Description = "The file, or a folder; '-' = stdout. Default: ID.tickrun in the current folder.", DefaultValueFactory = _ => "." };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("export", "Write a run with its text, journal, branches and log into a file that gotick import reads.") { id, file, force, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            ItemId run = ItemId.FromStored(parsed.GetRequiredValue(id));
            string to = parsed.GetRequiredValue(file);
            if (to == "-")
            {
                await using Stream output = Console.OpenStandardOutput();
                await client.ExportAsync(run, output, interruption.Token);
                return ExitCodes.Ok;
            }

            bool overwrites = parsed.GetValue(force);
            string path = RunFiles.ForExport(Path.GetFullPath(to), run, overwrites);
            await RunFiles.WriteAsync(client, run, path, overwrites, interruption.Token);
            await Console.Out.WriteLineAsync(path);
            return ExitCodes.Ok;
        });
        return command;
    }
}
