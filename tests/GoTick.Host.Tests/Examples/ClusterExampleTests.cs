using GoTick.Host.Tests.Processes;
using GoTick.Tests.Shared;

namespace GoTick.Host.Tests.Examples;

/// <summary>On a cluster of three masters.</summary>
[Collection(ProcessTests.Name)]
public sealed class ClusterExampleTests(RedisCluster cluster) : ExampleTests, IClassFixture<RedisCluster>
{
    private readonly string _name = Guid.NewGuid().ToString("N");

    protected override string Store => $"{cluster.Url}?partitions=8&namespace={_name}";
}
