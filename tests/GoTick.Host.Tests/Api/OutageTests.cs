using System.Net;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Tests.Api;

/// <summary>A server whose store does not answer.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private ApiRig _rig = null!;
    private AwayStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        (IFlowStore store, _store) = AwayStore.Over(new MemoryStore());
        _rig = await ApiRig.StartAsync(store);
        await _rig.PublishAsync("wait", "Wait-TickSignal go");
        await _rig.StartRunAsync("wait", "r");
    }

    public async ValueTask DisposeAsync()
    {
        _store.IsAway = false;
        await _rig.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/v1/runs/r", null)]
    [InlineData("GET", "/api/v1/runs", null)]
    [InlineData("GET", "/api/v1/runs/r/events", null)]
    [InlineData("GET", "/api/v1/workers", null)]
    [InlineData("GET", "/readyz", null)]
    [InlineData("POST", "/api/v1/runs", """{"flow":"wait"}""")]
    [InlineData("POST", "/api/v1/runs/r/cancel", "{}")]
    [InlineData("DELETE", "/api/v1/runs/r", null)]
    public async Task Call_WhileTheStoreIsAway_Is503AndSaysWhenToTryAgain(string method, string path, string? body)
    {
        _store.IsAway = true;
        ApiRig.Answer answer = await _rig.CallAsync(method, path, body);
        ApiRig.Answer alive = await _rig.GetAsync("/healthz");
        _store.IsAway = false;

        Assert.Equal((503, TickErrorId.StoreUnavailable), answer.Refusal);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, alive.Status);
        Assert.Equal(HttpStatusCode.OK, (await _rig.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task Client_WhileTheStoreIsAway_MeetsAnOutageAndGoesOnAfterIt()
    {
        await using ITickClient client = await TickDoor.ConnectAsync(_rig.Address.AbsoluteUri);
        _store.IsAway = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => client.GetRunAsync(ItemId.ParseRoot("r"), TestContext.Current.CancellationToken));

        _store.IsAway = false;
        Assert.Equal(RunStatus.Queued, (await client.GetRunAsync(ItemId.ParseRoot("r"), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Follow_AnOutageInBetween_IsWaitedFor()
    {
        using EventReader reader = await EventReader.OpenAsync(_rig, "r");
        await reader.NextAsync();
        _store.IsAway = true;
        Task<IReadOnlyList<EventReader.Event>> rest = reader.AllAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _rig.GetAsync("/api/v1/runs/r")).Status);
        _store.IsAway = false;

        await _rig.Client.CancelAsync(ItemId.ParseRoot("r"), force: true);

        Assert.Equal("Canceled", (await rest)[^1].Text);
    }
}
