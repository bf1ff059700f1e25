using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;

namespace GoTick.Host.Tests.Access;

/// <summary>Who gets in and who does not, over HTTP.</summary>
public sealed class ServerAccessTests
{
    private static readonly AccessSettings Open = new();
    private static readonly AccessSettings WithKeys = new() { RequiresKey = true };

    public static TheoryData<string, string, string> ForeignCalls => new()
    {
        { "Host", "evil.example", TickErrorId.HostRefused },
        { "Host", "127.0.0.1.evil.example", TickErrorId.HostRefused },
        { "Host", "localhost.", TickErrorId.HostRefused },
        { "Host", "10.0.0.1:80", TickErrorId.HostRefused },
        { "Origin", "http://evil.example", TickErrorId.OriginRefused },
        { "Origin", "null", TickErrorId.OriginRefused },
        { "Origin", "http://127.0.0.1:1", TickErrorId.OriginRefused },
        { "Sec-Fetch-Site", "cross-site", TickErrorId.OriginRefused },
        { "Sec-Fetch-Site", "same-site", TickErrorId.OriginRefused },
    };

    [Fact]
    public async Task Root_OfThePages_LeadsToTheRuns()
    {
        await using AccessServer server = await AccessServer.StartAsync(new AccessSettings());

        using HttpResponseMessage root = await server.GetAsync("/?flow=demo%2Fx", ("Accept", "text/html"));

        Assert.Equal((HttpStatusCode.Redirect, "/runs?flow=demo%2Fx"), (root.StatusCode, root.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Open_OnThisMachine_IsTheAccountUnverified()
    {
        await using AccessServer server = await AccessServer.StartAsync(Open);

        using HttpResponseMessage made = await server.MakeKeyAsync();

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        JsonNode audit = JsonNode.Parse(await server.Http.GetStringAsync("/api/v1/audit"))!["items"]![0]!;
        Assert.Equal(("create-key", "bob", "done", Caller.OfThisProcess.Name, false), ((string)audit["action"]!, (string)audit["target"]!, (string)audit["outcome"]!, (string)audit["by"]!, (bool)audit["isVerified"]!));
        using HttpResponseMessage wrong = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer gtk_wrong"));
        Assert.Equal((HttpStatusCode.Unauthorized, TickErrorId.KeyInvalid), await AccessServer.ProblemAsync(wrong));
    }

    [Theory]
    [MemberData(nameof(ForeignCalls))]
    public async Task Open_CallOfAnotherPage_IsRefused(string header, string value, string errorId)
    {
        await using AccessServer server = await AccessServer.StartAsync(Open);

        using HttpResponseMessage refused = await server.MakeKeyAsync((header, value));

        Assert.Equal((HttpStatusCode.Forbidden, errorId), await AccessServer.ProblemAsync(refused));
        Assert.Single(await server.Ring.ListAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; application/json")]
    [InlineData(null)]
    public async Task Open_ChangeThatIsNoJson_IsRefused(string? type)
    {
        await using AccessServer server = await AccessServer.StartAsync(Open);
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"name\":\"bob\",\"scopes\":[\"admin\"]}"));
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        using HttpResponseMessage refused = await server.SendAsync(HttpMethod.Post, "/api/v1/keys", body);
        using HttpResponseMessage empty = await server.SendAsync(HttpMethod.Post, "/api/v1/keys", null);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, TickErrorId.ContentTypeRefused), await AccessServer.ProblemAsync(refused));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, empty.StatusCode);
        Assert.Single(await server.Ring.ListAsync());
    }

    [Fact]
    public async Task Open_CircuitOfAnotherPage_IsRefused()
    {
        await using AccessServer server = await AccessServer.StartAsync(Open);

        using HttpResponseMessage refused = await server.GetAsync("/_blazor?id=x", ("Origin", "http://evil.example"), ("Upgrade", "websocket"));

        Assert.Equal((HttpStatusCode.Forbidden, TickErrorId.OriginRefused), await AccessServer.ProblemAsync(refused));
    }

    [Fact]
    public async Task Open_SameOriginAndLocalhost_GetIn()
    {
        await using AccessServer server = await AccessServer.StartAsync(Open);

        using HttpResponseMessage same = await server.MakeKeyAsync(("Origin", server.Origin), ("Sec-Fetch-Site", "same-origin"));
        using HttpResponseMessage local = await server.MakeKeyAsync(("Host", $"localhost:{server.Address.Port}"), ("Origin", $"http://localhost:{server.Address.Port}"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (same.StatusCode, local.StatusCode));
    }

    [Theory]
    [InlineData(KeyScope.Read)]
    [InlineData(KeyScope.Start)]
    [InlineData(KeyScope.Operate)]
    public async Task Keys_ScopeIsNotAdmin_AreRefused(KeyScope scope)
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        (string, string) key = ("Authorization", "Bearer " + (await server.KeyAsync(scope)).Secret);

        foreach (HttpResponseMessage refused in new[] { await server.GetAsync("/api/v1/keys", key), await server.GetAsync("/api/v1/audit", key), await server.MakeKeyAsync(key) })
        {
            Assert.Equal((HttpStatusCode.Forbidden, TickErrorId.AccessDenied), await AccessServer.ProblemAsync(refused));
        }
    }

    [Fact]
    public async Task Key_NoneWrongExpiredOrRevoked_Is401AndNeverShown()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        NewKey valid = await server.KeyAsync(KeyScope.Admin);
        NewKey revoked = await server.KeyAsync(KeyScope.Admin);
        await server.Ring.RevokeAsync(revoked.Key.Id, "root");
        string wrong = valid.Secret[..^4] + "AAAA";

        foreach (string? header in new[] { null, "Bearer " + wrong, "Bearer " + revoked.Secret, "Basic " + valid.Secret, valid.Secret, "Bearer " })
        {
            using HttpResponseMessage refused = await server.GetAsync("/api/v1/keys", header is null ? [] : [("Authorization", header)]);
            Assert.Equal((HttpStatusCode.Unauthorized, TickErrorId.KeyInvalid), await AccessServer.ProblemAsync(refused));
            Assert.Contains(refused.Headers.WwwAuthenticate, c => c.Scheme == "Bearer");
            Assert.DoesNotContain(wrong[21..], await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using HttpResponseMessage taken = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer " + valid.Secret));
        string list = await taken.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.DoesNotContain("gtk_", list, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", list, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Key_MadeUsedAndRevokedOverHttp_WorksBetweenOnly()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        (string, string) admin = ("Authorization", "Bearer " + (await server.KeyAsync(KeyScope.Admin)).Secret);
        using HttpResponseMessage made = await server.SendAsync(
            HttpMethod.Post, "/api/v1/keys", JsonContent.Create(new { name = "ci", scopes = new[] { "admin" }, expiresDays = 3 }), admin);
        JsonNode body = JsonNode.Parse(await made.Content.ReadAsStringAsync())!;
        (string, string) key = ("Authorization", "Bearer " + (string)body["key"]!);

        using HttpResponseMessage before = await server.GetAsync("/api/v1/audit", key);
        using HttpResponseMessage revoked = await server.SendAsync(HttpMethod.Delete, $"/api/v1/keys/{(string)body["id"]!}", null, admin);
        using HttpResponseMessage after = await server.GetAsync("/api/v1/audit", key);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, revoked.StatusCode, after.StatusCode));
        Assert.Equal("eve", (string)JsonNode.Parse(await revoked.Content.ReadAsStringAsync())!["revokedBy"]!);
        using HttpResponseMessage odd = await server.SendAsync(
            HttpMethod.Post, "/api/v1/keys", JsonContent.Create(new { name = "ci", scopes = new[] { "read" }, flow = "x" }), admin);
        Assert.Equal((HttpStatusCode.BadRequest, TickErrorId.ArgumentInvalid), await AccessServer.ProblemAsync(odd));
        using HttpResponseMessage none = await server.SendAsync(HttpMethod.Delete, "/api/v1/keys/ffffffffffffffff", null, admin);
        Assert.Equal((HttpStatusCode.NotFound, TickErrorId.KeyNotFound), await AccessServer.ProblemAsync(none));
    }

    [Fact]
    public async Task Key_StoreIsAway_Is503AndNot401()
    {
        bool isAway = false;
        await using AccessServer server = await AccessServer.StartAsync(WithKeys, isAway: () => isAway);
        NewKey key = await server.KeyAsync(KeyScope.Admin);
        isAway = true;

        using HttpResponseMessage away = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer " + key.Secret));
        isAway = false;
        using HttpResponseMessage back = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer " + key.Secret));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TickErrorId.StoreUnavailable), await AccessServer.ProblemAsync(away));
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task Key_WrongTooOften_Is429WithTheTimeToWait()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        NewKey key = await server.KeyAsync(KeyScope.Admin);
        for (int i = 0; i < Tries.AtOnce; i++)
        {
            (await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer gtk_wrong"))).Dispose();
        }

        using HttpResponseMessage blocked = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer " + key.Secret));

        Assert.Equal((HttpStatusCode.TooManyRequests, TickErrorId.TooManyTries), await AccessServer.ProblemAsync(blocked));
        Assert.InRange(blocked.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        using HttpResponseMessage login = await server.GetAsync("/login");
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [Fact]
    public async Task Proxy_HeadersOfAKnownOne_AreBelieved()
    {
        await using AccessServer server = await AccessServer.StartAsync(new AccessSettings { IsBehindProxy = true });
        NewKey key = await server.KeyAsync(KeyScope.Admin);
        (string, string)[] forwarded =
            [("Host", "gotick.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"), ("Authorization", "Bearer " + key.Secret)];

        using HttpResponseMessage same = await server.MakeKeyAsync([.. forwarded, ("Origin", "https://gotick.example")]);
        using HttpResponseMessage other = await server.MakeKeyAsync([.. forwarded, ("Origin", "http://gotick.example")]);
        using HttpResponseMessage unknown = await server.MakeKeyAsync(("Host", "gotick.example"));

        Assert.Equal(HttpStatusCode.Created, same.StatusCode);
        Assert.Equal("max-age=31536000", same.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Equal((HttpStatusCode.Forbidden, TickErrorId.OriginRefused), await AccessServer.ProblemAsync(other));
        Assert.Equal((HttpStatusCode.Unauthorized, TickErrorId.KeyInvalid), await AccessServer.ProblemAsync(unknown));
    }

    [Fact]
    public async Task Proxy_WrongKeysOfOneClient_BlockThatClientOnly()
    {
        await using AccessServer server = await AccessServer.StartAsync(new AccessSettings { IsBehindProxy = true });
        NewKey key = await server.KeyAsync(KeyScope.Admin);
        for (int i = 0; i < Tries.AtOnce; i++)
        {
            (await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer gtk_wrong"), ("X-Forwarded-For", "203.0.113.9"))).Dispose();
        }

        using HttpResponseMessage blocked = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer " + key.Secret), ("X-Forwarded-For", "203.0.113.9"));
        using HttpResponseMessage other = await server.GetAsync("/api/v1/keys", ("Authorization", "Bearer " + key.Secret), ("X-Forwarded-For", "203.0.113.10"));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (blocked.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Headers_OfEveryAnswer_AreThere()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);

        foreach (HttpResponseMessage answer in new[]
        {
            await server.GetAsync("/login"), await server.GetAsync("/api/v1/keys"), await server.GetAsync("/nothing"), await server.MakeKeyAsync(("Host", "evil.example")),
        })
        {
            Assert.Equal(
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
                answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
            answer.Dispose();
        }
    }
}
