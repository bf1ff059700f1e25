using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>How an approval ended.</summary>
/// <param name="Name">The step's key.</param>
/// <param name="Outcome">How.</param>
/// <param name="Decisive">The vote that decided; null when the time was over.</param>
/// <param name="At">When it was given; when the time was over, that time.</param>
/// <param name="Votes">All votes that counted, in the order in which they came.</param>
public sealed record ApprovalResult(string Name, ApprovalOutcome Outcome, ApprovalVote? Decisive, DateTimeOffset At, IReadOnlyList<ApprovalVote> Votes);
