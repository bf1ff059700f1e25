using System.CommandLine;

namespace GoTick.Host.Commands;

/// <summary><c>gotick resume</c>: brings suspended runs back.</summary>
internal static class ResumeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string[]> ids = RunIds.Create();
        var reason = new Option<string?>("--reason") { Description = "Why; kept with the run." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("resume", "Bring suspended runs back, whoever suspended them.") { ids, reason, store };
        command.SetAction((parsed, _) => RunIds.EachAsync(
            parsed.GetRequiredValue(ids),
            parsed.GetValue(store),
            (client, id, stop) => client.ResumeAsync(id, parsed.GetValue(reason), cancel: stop)));
        return command;
    }
}
