using GoTick.Host.Tests.Processes;
using GoTick.Tests.Shared;

namespace GoTick.Host.Tests.Cluster;

[Collection(ProcessTests.Name)]
public sealed class WarningTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_ServerThatEvicts_WarnsOnStderrAndWorks()
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--maxmemory-policy", "allkeys-lru");

        await using Gotick list = await Gotick.RunAsync(_folder.Path, "list", "--store", server.Url);

        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Contains(list.Messages, m => m.Contains("warning", StringComparison.Ordinal) && m.Contains("allkeys-lru", StringComparison.Ordinal));
    }
}
