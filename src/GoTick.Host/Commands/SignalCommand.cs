using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick signal</c>: sends a value to a run.</summary>
internal static class SignalCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = new Argument<string>("ID") { Description = "The run." };
        var name = new Argument<string>("NAME") { Description = "The signal, as the flow waits for it." };
        var value = new Argument<string?>("VALUE") { Description = "JSON, or else the text itself. Default: none.", Arity = ArgumentArity.ZeroOrOne };
        var text = new Option<bool>("--text") { Description = "VALUE is text, also if it could be JSON." };
        var id = new Option<string?>("--id") { Description = "What makes a repeated call the same signal.", HelpName = "ID" };
        Option<string?> store = StoreOption.Create();
        var command = new Command("signal", "Send a value to a run; it is kept until its flow waits for it.") { run, name, value, text, id, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            string? given = parsed.GetValue(value);
            string wanted = parsed.GetRequiredValue(name);
            var request = new SignalRequest
            {
                Run = ItemId.FromStored(parsed.GetRequiredValue(run)),
                Name = wanted,
                Value = given is null ? Payload.None : ValueCodec.Encode(parsed.GetValue(text) ? given : GivenValue.Of(given), $"The value of signal '{wanted}'"),
                Id = parsed.GetValue(id),
                By = Account.OfThisProcess.Name,
            };
            await client.SendSignalAsync(request, interruption.Token);
            return ExitCodes.Ok;
        });
        return command;
    }
}
