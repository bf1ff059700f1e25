namespace GoTick.Faults.Tests.Simulation;

/// <summary>Unwinds a thread of a dead machine.</summary>
internal sealed class SimDeath : Exception;
