namespace GoTick.Core.Execution;

/// <summary>A vote that counted.</summary>
/// <param name="By">Who voted.</param>
/// <param name="IsVerified">True when the name was verified; else it is what the voter's process said.</param>
/// <param name="Approves">True = approved, false = denied.</param>
/// <param name="Comment">What was said about it; null = nothing.</param>
/// <param name="Given">When it was given.</param>
public sealed record ApprovalVote(string By, bool IsVerified, bool Approves, string? Comment, DateTimeOffset Given);
