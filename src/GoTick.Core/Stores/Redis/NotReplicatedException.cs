namespace GoTick.Core.Stores.Redis;

/// <summary>A write is in the primary, and no replica has confirmed it in time: a failover may lose it.</summary>
internal sealed class NotReplicatedException() : Exception("No replica has confirmed the write.");
