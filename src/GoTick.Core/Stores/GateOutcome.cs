namespace GoTick.Core.Stores;

/// <summary>How one branch of a gate ended.</summary>
/// <param name="Index">The branch, from 0.</param>
/// <param name="Outcome">What it gave.</param>
public sealed record GateOutcome(int Index, byte[] Outcome);
