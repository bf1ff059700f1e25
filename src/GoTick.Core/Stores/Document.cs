namespace GoTick.Core.Stores;

/// <summary>A small named record outside of runs (the catalogue of flows). Changed by compare-and-set.</summary>
/// <param name="Name">Its name within its kind.</param>
/// <param name="Revision">Counts its changes, from 1.</param>
/// <param name="Body">What it holds.</param>
public sealed record Document(string Name, long Revision, byte[] Body);
