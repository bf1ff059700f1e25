using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>A signal that a flow waited for.</summary>
/// <param name="Value">What was sent; none when only the signal itself matters.</param>
/// <param name="By">Who sent it; null when nobody is known.</param>
public sealed record ReceivedSignal(Payload Value, string? By);
