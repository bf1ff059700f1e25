using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.PowerShell.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Display;

/// <summary>An approval as a few lines of text.</summary>
internal static class ApprovalPage
{
    /// <summary>Writes it.</summary>
    public static void Write(ApprovalView approval, DateTimeOffset now, TextWriter to)
    {
        to.WriteLine($"{approval.Run}  {approval.Name}  {Status(approval)}{Left(approval, now)}");
        foreach (string line in approval.Message.ReplaceLineEndings("\n").Split('\n'))
        {
            to.WriteLine("    " + line);
        }

        if (ValueCodec.Decode(approval.Data) is { } data)
        {
            to.WriteLine("    data  " + (ValueJson.Of(data) is { } json ? ValueJson.Line(json) : "null"));
        }

        string who = approval.Approvers.Count > 0 ? string.Join(", ", approval.Approvers) : "anybody";
        to.WriteLine($"    from  {who}{(approval.RequiresVerified ? ", verified" : "")}{(approval.IsEscalated ? " (escalated)" : "")}");
        foreach (ApprovalVote vote in approval.Votes)
        {
            to.WriteLine($"    {(vote.Approves ? "yes " : "no  ")}  {vote.By}{(vote.IsVerified ? "" : " (Unverified)")}{(vote.Comment is null ? "" : ": " + vote.Comment)}");
        }

        to.WriteLine("    ask   " + approval.Ask);
    }

    private static string Status(ApprovalView approval) =>
        approval.Outcome?.ToString() ?? (approval.Quorum > 1 ? $"Pending, {approval.Votes.Count} of {approval.Quorum}" : "Pending");

    private static string Left(ApprovalView approval, DateTimeOffset now) =>
        approval is { Outcome: null, Due: { } due } ? $"  {Span.Countdown(due - now)} left" : "";
}
