namespace GoTick.Core.Stores;

/// <summary>A record of a run's log.</summary>
/// <param name="Number">Its number, from 1; numbers of dropped records are missing at the front.</param>
/// <param name="Record">The record.</param>
public sealed record LogEntry(long Number, byte[] Record);
