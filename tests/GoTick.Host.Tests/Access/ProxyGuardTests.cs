using System.Net;
using GoTick.Host.Access;
using Microsoft.AspNetCore.Http;

namespace GoTick.Host.Tests.Access;

public sealed class ProxyGuardTests
{
    [Theory]
    [InlineData("10.0.0.7", "/api/v1/runs", true)]
    [InlineData("::ffff:10.0.0.7", "/api/v1/runs", true)]
    [InlineData("127.0.0.1", "/api/v1/runs", true)]
    [InlineData("10.0.1.7", "/api/v1/runs", false)]
    [InlineData("203.0.113.9", "/login", false)]
    [InlineData("2001:db8::1", "/", false)]
    [InlineData("203.0.113.9", "/healthz", true)]
    [InlineData("203.0.113.9", "/readyz", true)]
    [InlineData("203.0.113.9", "/healthz/x", false)]
    public async Task Call_FromAnAddress_PassesOnlyThroughTheProxy(string from, string path, bool passes)
    {
        bool hasPassed = false;
        var guard = new ProxyGuard(
            _ =>
            {
                hasPassed = true;
                return Task.CompletedTask;
            },
            new AccessSettings { IsBehindProxy = true, Proxies = [IPNetwork.Parse("10.0.0.0/24")] });
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(from) }, Request = { Path = path } };

        await guard.InvokeAsync(context);

        Assert.Equal((passes, passes ? 200 : 403), (hasPassed, context.Response.StatusCode));
    }

    [Fact]
    public async Task Headers_OfNoKnownProxy_AreNotBelieved()
    {
        await using AccessServer server = await AccessServer.StartAsync(new AccessSettings { IsBehindProxy = true, Proxies = [IPNetwork.Parse("10.0.0.0/24")] });
        for (int i = 0; i < Tries.AtOnce; i++)
        {
            (await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer gtk_wrong"), ("X-Forwarded-For", $"203.0.113.{i}"))).Dispose();
        }

        using HttpResponseMessage blocked = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer gtk_wrong"), ("X-Forwarded-For", "203.0.113.99"));

        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.StatusCode);
    }
}
