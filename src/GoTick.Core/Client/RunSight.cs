namespace GoTick.Core.Client;

/// <summary>A run as one look found it.</summary>
/// <param name="Run">The run, without what stands in its journal alone.</param>
/// <param name="Epoch">Which journal it is: one more each time it goes on as new.</param>
/// <param name="Length">How many events the journal has.</param>
public sealed record RunSight(RunView Run, int Epoch, int Length);
