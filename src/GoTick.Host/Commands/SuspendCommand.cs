using System.CommandLine;

namespace GoTick.Host.Commands;

/// <summary><c>gotick suspend</c>: parks runs until somebody resumes them.</summary>
internal static class SuspendCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> ids = RunIds.Create();
        var reason = new Option<string?>("--reason") { Description = "Why; kept with the run." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("suspend", "Park runs at their next step, until they are resumed.") { ids, reason, store };
        command.SetAction((parsed, _) => RunIds.EachAsync(
            parsed.GetRequiredValue(ids),
            parsed.GetValue(store),
            (client, id, stop) => client.SuspendAsync(id, parsed.GetValue(reason), cancel: stop)));
        return command;
    }
}
