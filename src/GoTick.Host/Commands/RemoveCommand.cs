using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Host.Commands;

/// <summary><c>gotick remove</c>: removes ended runs, by id or by what the filters find.</summary>
internal static class RemoveCommand
{
    private const int Portion = 1_000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "The runs; none = those that the filters find.", Arity = ArgumentArity.ZeroOrMore };
        var filters = new RunFilterOptions();
        var trial = new Option<bool>("--what-if") { Description = "Only write what would be removed." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("remove", "Remove ended runs with all that belongs to them; writes their ids.") { ids };
        filters.AddTo(command);
        command.Options.Add(trial);
        command.Options.Add(store);
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            RunQuery query = filters.Read(parsed, TimeProvider.System.GetUtcNow());
            string[] named = parsed.GetValue(ids) ?? [];
            if (named.Length > 0 && !query.IsAll)
            {
                throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "Name runs, or filters, not both.");
            }

            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            return named.Length > 0
                ? await RemoveNamedAsync(client, named, parsed.GetValue(trial), interruption.Token)
                : await RemoveFoundAsync(client, query, parsed.GetValue(trial), interruption.Token);
        });
        return command;
    }

    private static async Task<int> RemoveNamedAsync(ITickClient client, string[] ids, bool isTrial, CancellationToken stop)
    {
        int code = ExitCodes.Ok;
        foreach (string id in ids)
        {
            try
            {
                await RemoveAsync(client, ItemId.FromStored(id), isTrial, stop);
            }
            catch (TickException e) when (e is not StoreUnavailableException)
            {
                code = ErrorReport.Write(e, Console.Error);
            }
        }

        return code;
    }

    private static async Task<int> RemoveFoundAsync(ITickClient client, RunQuery query, bool isTrial, CancellationToken stop)
    {
        // In portions: what is removed must not move the list that is read.
        await foreach (RunView[] runs in client.ListEndedAsync(query, stop).Chunk(Portion).WithCancellation(stop))
        {
            foreach (RunView run in runs)
            {
                await RemoveAsync(client, run.Id, isTrial, stop);
            }
        }

        return ExitCodes.Ok;
    }

    private static async Task RemoveAsync(ITickClient client, ItemId run, bool isTrial, CancellationToken stop)
    {
        await (isTrial ? client.CheckRemovableAsync(run, stop) : client.RemoveAsync(run, stop));
        await Console.Out.WriteLineAsync(run.Text);
    }
}
