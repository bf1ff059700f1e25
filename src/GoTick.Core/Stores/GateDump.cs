namespace GoTick.Core.Stores;

/// <summary>All of one gate.</summary>
/// <param name="State">Its counters.</param>
/// <param name="Inputs">Inputs not yet handed out, by index.</param>
/// <param name="Outcomes">Outcomes, by index.</param>
public sealed record GateDump(GateState State, IReadOnlyList<(int Index, byte[] Input)> Inputs, IReadOnlyList<GateOutcome> Outcomes);
