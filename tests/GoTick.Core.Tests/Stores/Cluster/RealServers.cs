namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>Tests with many server processes: alone, because together they would starve each other and all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealServers
{
    public const string Name = "real servers";
}
