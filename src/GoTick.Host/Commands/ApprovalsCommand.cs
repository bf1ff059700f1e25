using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary><c>gotick approvals</c>: what runs ask people for.</summary>
internal static class ApprovalsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "Only of this run. Default: all runs.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Of a run also what was decided, with its votes." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("approvals", "List what runs ask people for.") { id, all, json, store };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(id) is null)
            {
                result.AddError("--all needs the run whose decided approvals are wanted.");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            IReadOnlyList<ApprovalView> approvals = parsed.GetValue(id) is { } run
                ? await client.ReadApprovalsAsync(ItemId.FromStored(run), parsed.GetValue(all), interruption.Token)
                : await client.ListApprovalsAsync(cancel: interruption.Token).ToArrayAsync(interruption.Token);
            foreach (ApprovalView approval in approvals)
            {
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(ValueJson.Line(ApprovalJson.Of(approval)));
                }
                else
                {
                    ApprovalPage.Write(approval, DateTimeOffset.UtcNow, Console.Out);
                }
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
