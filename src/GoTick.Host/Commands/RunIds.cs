using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Host.Commands;

/// <summary>The ids of runs that a command works on, one after the other.</summary>
internal static class RunIds
{
    /// <summary>The argument.</summary>
    public static Argument<string[]> Create() => new("ID") { Description = "The runs.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Works on each; what is wrong with one is told, and the others have their turn.</summary>
    public static async Task<int> EachAsync(string[] ids, string? store, Func<ITickClient, ItemId, CancellationToken, Task> work)
    {
        using var interruption = new Interruption();
        await using ITickClient client = await StoreOption.ConnectAsync(store, interruption.Token);
        int code = ExitCodes.Ok;
        try
        {
            foreach (string id in ids)
            {
                try
                {
                    await work(client, ItemId.FromStored(id), interruption.Token);
                }
                catch (TickException e) when (e is not StoreUnavailableException)
                {
                    code = ErrorReport.Write(e, Console.Error);
                }
            }

            return code;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }
}
