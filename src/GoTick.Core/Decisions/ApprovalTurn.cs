namespace GoTick.Core.Decisions;

/// <summary>What a look at a pending approval came to.</summary>
/// <param name="State">The approval, with what the decision records.</param>
/// <param name="Decision">What to commit.</param>
internal sealed record ApprovalTurn(ApprovalState State, Decision Decision);
