using System.CommandLine;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Display;

namespace GoTick.Host.Commands;

/// <summary><c>gotick approve</c> and <c>gotick deny</c>: answers what a run asks, under the account of this process.</summary>
internal static class VoteCommand
{
    /// <summary>The command.</summary>
    public static Command Create(bool approves)
    {
        var id = new Argument<string>("ID") { Description = "The run." };
        var name = new Argument<string?>("NAME") { Description = "Which approval. Default: the one that is pending.", Arity = ArgumentArity.ZeroOrOne };
        var comment = new Option<string?>("--comment", "-m") { Description = "What to say about it.", HelpName = "TEXT" };
        var ask = new Option<string?>("--ask") { Description = "What you have seen (from gotick approvals): refuse if something else is asked by now.", HelpName = "HASH" };
        Option<string?> store = StoreOption.Create();
        var command = new Command(
            approves ? "approve" : "deny",
            approves ? "Approve what a run asks for, under your account's name." : "Deny what a run asks for, under your account's name; one denial decides.")
        { id, name, comment, ask, store };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            await using ITickClient client = await StoreOption.ConnectAsync(parsed.GetValue(store), interruption.Token);
            var request = new VoteRequest
            {
                Run = ItemId.FromStored(parsed.GetRequiredValue(id)),
                Name = parsed.GetValue(name),
                Ask = parsed.GetValue(ask),
                Approves = approves,
                Comment = parsed.GetValue(comment),
                By = Account.OfThisProcess,
            };
            ApprovalPage.Write(await client.VoteAsync(request, interruption.Token), DateTimeOffset.UtcNow, Console.Out);
            return ExitCodes.Ok;
        });
        return command;
    }
}
