using GoTick.Core.Execution;

namespace GoTick.PowerShell.Remote;

/// <summary>A record of a run's streams.</summary>
/// <param name="Number">Its number, by which a later call goes on behind it.</param>
/// <param name="Record">The record.</param>
internal sealed record LogLine(long Number, StreamRecord Record);
