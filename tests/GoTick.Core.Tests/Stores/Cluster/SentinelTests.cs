using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>A primary, its replica, and three sentinels that put the one in the place of the other.</summary>
[Collection(RealServers.Name)]
public sealed class SentinelTests : IAsyncLifetime
{
    private readonly List<RedisServer> _sentinels = [];
    private RedisServer? _primary;
    private RedisServer? _replica;

    private string Url => "redis://" + string.Join(',', _sentinels.Select(s => $"127.0.0.1:{s.Port}")) + "?sentinel=main";

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch (Exception)
        {
            await DisposeAsync(); // nobody else would
            throw;
        }
    }

    private async Task StartAsync()
    {
        _primary = await RedisServer.StartNewAsync("--repl-diskless-sync-delay", "0");
        _replica = await RedisServer.StartNewAsync("--replicaof", "127.0.0.1", _primary.Port.ToString(CultureInfo.InvariantCulture));
        while (!(await _replica.CallAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        for (int i = 0; i < 3; i++)
        {
            _sentinels.Add(await RedisServer.StartSentinelAsync("main", _primary, quorum: 2));
        }

        foreach (RedisServer sentinel in _sentinels)
        {
            while ((await sentinel.AskAsync("SENTINEL", "MASTER", "main")).ToDictionary() is var state
                && ((string?)state["num-other-sentinels"] != "2" || (string?)state["num-slaves"] != "1"))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer? server in _sentinels.Append(_replica).Append(_primary))
        {
            await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [Fact]
    public async Task Primary_KilledDuringRuns_TheFleetGoesOnWithItsReplica()
    {
        await using Fleet fleet = await Fleet.StartAsync(Url, workers: 2, runs: 16);
        await fleet.ExecutedAsync(30);
        await _replica!.CatchUpAsync(_primary!); // the starts are not what may be lost here

        await _primary!.KillAsync();

        await fleet.CompleteAsync(mostExecutions: 2);
        Assert.Contains("role:master", await _replica!.CallAsync("INFO", "replication"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NameThatSentinelsDoNotKnow_IsUnavailableAndNamesTheAddress()
    {
        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => TickClient.ConnectAsync(Url.Replace("=main", "=other", StringComparison.Ordinal)));

        Assert.Contains("sentinel=other", error.Message, StringComparison.Ordinal);
    }
}
