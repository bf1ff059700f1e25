namespace GoTick.Core.Workers;

/// <summary>A replay has come to the end of its journal: what the script wants now would be new. It ends the pass as a stop from outside does.</summary>
internal sealed class ReplayEndedException() : OperationCanceledException("The journal has come to its end.");
