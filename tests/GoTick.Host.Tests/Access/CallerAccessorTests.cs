using System.Security.Claims;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Host.Tests.Access;

/// <summary>Who a circuit is of: it has a scope of its own and no request, and lives for hours.</summary>
public sealed class CallerAccessorTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Door_OfACircuit_IsItsCallersUntilTheKeyIsRevoked()
    {
        await using var store = new MemoryStore(_time);
        var ring = new KeyRing(store, _time);
        var sessions = new Sessions(store, ring, _time);
        NewKey key = await ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        (string Id, ApiKey Key) session = (await sessions.VerifyAsync(await sessions.BeginAsync(key.Key)))!.Value;
        await using ServiceProvider services = Services(store, ring, sessions);
        await using AsyncServiceScope circuit = services.CreateAsyncScope();
        Enter(circuit, CallerClaims.OfSession(session.Id, session.Key));
        ITickClient door = circuit.ServiceProvider.GetRequiredService<ITickClient>();

        Assert.Equal(("eve", true), (await circuit.ServiceProvider.GetRequiredService<CallerAccessor>().GetAsync() is var c ? (c.Name, c.IsVerified) : default));
        Assert.Empty(await door.ListFlowsAsync());
        Assert.Equal(TickErrorId.AccessDenied, (await Assert.ThrowsAsync<TickException>(() => door.SuspendQueueAsync("q"))).ErrorId);
        await new KeyRing(store, _time).RevokeAsync(key.Key.Id, "root");
        _time.Advance(KeyRing.BelievedFor);

        Assert.Equal(TickErrorId.KeyInvalid, (await Assert.ThrowsAsync<TickException>(() => door.ListFlowsAsync())).ErrorId);
    }

    [Fact]
    public async Task Door_OfAClosedSession_IsShut()
    {
        await using var store = new MemoryStore(_time);
        var ring = new KeyRing(store, _time);
        var sessions = new Sessions(store, ring, _time);
        NewKey key = await ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        (string Id, ApiKey Key) session = (await sessions.VerifyAsync(await sessions.BeginAsync(key.Key)))!.Value;
        await using ServiceProvider services = Services(store, ring, sessions);
        await using AsyncServiceScope circuit = services.CreateAsyncScope();
        Enter(circuit, CallerClaims.OfSession(session.Id, session.Key));

        await sessions.EndAsync(session.Id);

        Assert.Equal(
            TickErrorId.KeyInvalid, (await Assert.ThrowsAsync<TickException>(() => circuit.ServiceProvider.GetRequiredService<ITickClient>().ListFlowsAsync())).ErrorId);
    }

    [Fact]
    public async Task Door_OfNobody_IsShut()
    {
        await using var store = new MemoryStore(_time);
        var ring = new KeyRing(store, _time);
        await using ServiceProvider services = Services(store, ring, new Sessions(store, ring, _time));
        await using AsyncServiceScope circuit = services.CreateAsyncScope();
        ClaimsPrincipal[] nobodies = [new(), new(new ClaimsIdentity([new Claim("gotick:open", "1")], "another"))];

        foreach (ClaimsPrincipal nobody in nobodies)
        {
            Enter(circuit, nobody);
            Assert.Equal(
                TickErrorId.KeyInvalid, (await Assert.ThrowsAsync<TickException>(() => circuit.ServiceProvider.GetRequiredService<ITickClient>().ListFlowsAsync())).ErrorId);
        }
    }

    private static void Enter(AsyncServiceScope circuit, ClaimsPrincipal user) =>
        ((ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));

    private ServiceProvider Services(MemoryStore store, KeyRing ring, Sessions sessions)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAccess(new TickClient(store), distrust: null, new AccessSettings(), new AccessMode(IsOpen: false, IsLoopback: true));
        services.AddSingleton(ring).AddSingleton(sessions); // on the clock of the test
        return services.BuildServiceProvider();
    }
}
