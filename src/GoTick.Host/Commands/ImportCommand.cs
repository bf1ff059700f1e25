using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.PowerShell.Commands.Files;

namespace GoTick.Host.Commands;

/// <summary><c>gotick import</c>: puts an exported run into a store.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "What gotick export wrote; '-' = stdin." };
        var id = new Option<string?>("--id") { Description = "Another id for the run. Default: its own.", HelpName = "ID" };
        Option<string?> store = StoreOption.Create();
        var command = new Command("import", "Put an exported run into this store; writes its id. One that had not ended comes suspended.") { file, id, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            ItemId? chosen = parsed.GetValue(id) is { } own ? ItemId.ParseRoot(own) : null;
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            string from = parsed.GetRequiredValue(file);
            StartResult imported = from == "-"
                ? await client.ImportAsync(Console.OpenStandardInput(), chosen, interruption.Token)
                : await RunFiles.ReadAsync(client, Path.GetFullPath(from), chosen, interruption.Token);
            RunView run = await client.GetRunAsync(imported.Id, interruption.Token);
            await Console.Out.WriteLineAsync(run.Id.Text);
            await Console.Error.WriteLineAsync($"{(imported.IsNew ? "Imported" : "Was imported before")}: {run.Flow}, {run.Status}");
            return ExitCodes.Ok;
        });
        return command;
    }
}
