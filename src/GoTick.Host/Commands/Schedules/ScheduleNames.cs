using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Errors;

namespace GoTick.Host.Commands.Schedules;

/// <summary>The subcommands that do one thing to each of several schedules.</summary>
internal static class ScheduleNames
{
    /// <summary>Such a subcommand.</summary>
    public static Command Create(string verb, string description, Func<ITickClient, string, CancellationToken, Task> work)
    {
        var names = new Argument<string[]>("NAME") { Description = "The schedules.", Arity = ArgumentArity.OneOrMore };
        Option<string?> store = StoreOption.Create();
        var command = new Command(verb, description) { names, store };
        command.SetAction((parsed, _) => EachAsync(parsed.GetRequiredValue(names), parsed.GetValue(store), work));
        return command;
    }

    /// <summary>Works on each; what is wrong with one is told, and the others have their turn.</summary>
    private static async Task<int> EachAsync(string[] names, string? store, Func<ITickClient, string, CancellationToken, Task> work)
    {
        using var interruption = new Interruption();
        await using ITickClient client = await StoreOption.ConnectAsync(store, interruption.Token);
        int code = ExitCodes.Ok;
        foreach (string name in names)
        {
            try
            {
                await work(client, name, interruption.Token);
            }
            catch (TickException e) when (e is not StoreUnavailableException)
            {
                code = ErrorReport.Write(e, Console.Error);
            }
        }

        return code;
    }
}
