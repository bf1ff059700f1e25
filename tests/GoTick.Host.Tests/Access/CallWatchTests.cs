using System.Security.Claims;
using GoTick.Core.Security;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Host.Tests.Access;

/// <summary>Calls that last longer than the right to make them.</summary>
public sealed class CallWatchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task LongCall_KeyIsRevoked_IsCutOff()
    {
        await using var store = new MemoryStore(_time);
        var ring = new KeyRing(store, _time);
        NewKey key = await ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        (Lasting call, Task answered) = Begin(ring, new Sessions(store, ring, _time), CallerClaims.OfKey(key.Key));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(call.Aborted.Task.IsCompleted);
        await new KeyRing(store, _time).RevokeAsync(key.Key.Id, "root");

        _time.Advance(TimeSpan.FromSeconds(5));

        await call.Aborted.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        call.End.SetResult();
        await answered;
    }

    [Fact]
    public async Task Call_Ends_IsNotWatchedAnyMore()
    {
        await using var store = new MemoryStore(_time);
        var ring = new KeyRing(store, _time);
        NewKey key = await ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = KeyScope.Read }, "root");
        (Lasting call, Task answered) = Begin(ring, new Sessions(store, ring, _time), CallerClaims.OfKey(key.Key));
        call.End.SetResult();
        await answered;
        await ring.RevokeAsync(key.Key.Id, "root");

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(call.Aborted.Task.IsCompleted);
    }

    private (Lasting Call, Task Answered) Begin(KeyRing ring, Sessions sessions, ClaimsPrincipal user)
    {
        var call = new Lasting();
        var context = new DefaultHttpContext { User = user };
        context.Features.Set<IHttpRequestLifetimeFeature>(call);
        return (call, new CallWatch(_ => call.End.Task, ring, sessions, _time).InvokeAsync(context));
    }

    private sealed class Lasting : IHttpRequestLifetimeFeature
    {
        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => Aborted.TrySetResult();
    }
}
