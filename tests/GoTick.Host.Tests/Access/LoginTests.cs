using System.Net;
using System.Net.Http.Json;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;

namespace GoTick.Host.Tests.Access;

/// <summary>The page to log in, and the session that it begins.</summary>
public sealed class LoginTests
{
    private static readonly AccessSettings WithKeys = new() { RequiresKey = true };

    [Fact]
    public async Task Page_NobodyIsLoggedIn_LeadsToLoginAndBack()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);

        using HttpResponseMessage page = await server.GetAsync("/runs/order-42?tab=log", ("Accept", "text/html,*/*"));
        using HttpResponseMessage api = await server.GetAsync("/api/v1/keys", ("Accept", "text/html,*/*"));

        Assert.Equal((HttpStatusCode.Redirect, "/login?to=%2Fruns%2Forder-42%3Ftab%3Dlog"), (page.StatusCode, page.Headers.Location?.OriginalString));
        Assert.Equal((HttpStatusCode.Unauthorized, TickErrorId.KeyInvalid), await AccessServer.ProblemAsync(api));
    }

    [Fact]
    public async Task LogIn_WithAKey_GivesACookieThatScriptsAndOthersDoNotGet()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        NewKey key = await server.KeyAsync(KeyScope.Admin);

        using HttpResponseMessage done = await server.LogInAsync(key.Secret, "/runs?x=1");

        Assert.Equal((HttpStatusCode.SeeOther, "/runs?x=1"), (done.StatusCode, done.Headers.Location?.OriginalString));
        string cookie = done.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches("^gotick=gts_[0-9a-f]{16}_[A-Za-z0-9_-]{43}; path=/; samesite=strict; httponly$", cookie);
        Assert.DoesNotContain(key.Secret[21..], cookie, StringComparison.Ordinal);
        using HttpResponseMessage inside = await server.GetAsync("/api/v1/keys", ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        AuditEntry entry = Assert.Single((await new AuditLog(server.Client.Store).ReadAsync()).Items);
        Assert.Equal(("eve", "log-in", "127.0.0.1", key.Key.Id), (entry.By, entry.Action, entry.Target, entry.KeyId));
    }

    [Fact]
    public async Task LogIn_BehindAProxy_BindsTheCookieToHostAndTls()
    {
        await using AccessServer server = await AccessServer.StartAsync(new AccessSettings { IsBehindProxy = true });
        NewKey key = await server.KeyAsync(KeyScope.Read);

        using HttpResponseMessage done = await server.LogInAsync(key.Secret);

        Assert.Matches("^__Host-gotick=gts_[^;]+; path=/; secure; samesite=strict; httponly$", done.Headers.GetValues("Set-Cookie").Single());
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task LogIn_ToAnotherSite_StaysHere(string to)
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        NewKey key = await server.KeyAsync(KeyScope.Read);

        using HttpResponseMessage done = await server.LogInAsync(key.Secret, to);

        Assert.Equal("/", done.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task LogIn_WrongKeyOrForm_IsRefusedAndShownAsText()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        NewKey key = await server.KeyAsync(KeyScope.Admin);
        const string Script = "/\"><script>alert(1)</script>";

        using HttpResponseMessage wrong = await server.LogInAsync("gtk_wrong\"><script>", Script);
        using HttpResponseMessage bare = await server.SendAsync(HttpMethod.Post, "/login", new FormUrlEncodedContent([new("key", key.Secret)]));
        using HttpResponseMessage json = await server.SendAsync(HttpMethod.Post, "/login", JsonContent.Create(new { key = key.Secret }));
        using HttpResponseMessage foreign = await server.LogInAsync(key.Secret, "/", ("Origin", "http://evil.example"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, bare.StatusCode, json.StatusCode));
        Assert.Equal((HttpStatusCode.Forbidden, TickErrorId.OriginRefused), await AccessServer.ProblemAsync(foreign));
        foreach (HttpResponseMessage refused in new[] { wrong, bare, json })
        {
            Assert.DoesNotContain("<script", await refused.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(refused.Headers, h => h.Key == "Set-Cookie" && h.Value.Any(v => v.StartsWith("gotick=", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", null, "zh", "登录", "此密钥无效")]
    [InlineData("de,en;q=0.5", null, "en", "Log in", "This key is not valid")]
    [InlineData("en", "gotick-language=zh", "zh", "登录", "此密钥无效")]
    [InlineData("zh", "gotick-language=en; gotick-theme=dark", "en", "Log in", "This key is not valid")]
    public async Task Page_TheBrowsersLanguageOrTheOneThatWasChosen_IsItsOwn(string accepted, string? cookie, string tag, string title, string wrong)
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        (string, string)[] headers = [("Accept-Language", accepted), .. cookie is null ? Array.Empty<(string, string)>() : [("Cookie", cookie)]];

        using HttpResponseMessage page = await server.GetAsync("/login", headers);
        using HttpResponseMessage refused = await server.LogInAsync("gtk_wrong", "/", headers);

        string html = await page.Content.ReadAsStringAsync();
        Assert.Contains($"<html lang=\"{tag}\" style=\"color-scheme:{(cookie?.Contains("dark", StringComparison.Ordinal) == true ? "dark" : "light dark")}\">", html, StringComparison.Ordinal);
        Assert.Contains($"<button type=\"submit\">{title}</button>", html, StringComparison.Ordinal);
        Assert.Equal([tag], page.Content.Headers.ContentLanguage);
        Assert.Contains(wrong, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogIn_WrongTooOften_IsRefusedForAWhile()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        NewKey key = await server.KeyAsync(KeyScope.Admin);
        for (int i = 0; i < Tries.AtOnce; i++)
        {
            (await server.LogInAsync("gtk_wrong")).Dispose();
        }

        using HttpResponseMessage blocked = await server.LogInAsync(key.Secret);

        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.StatusCode);
        Assert.NotNull(blocked.Headers.RetryAfter);
    }

    [Fact]
    public async Task Session_LoggedOut_IsOverOnTheServer()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        using HttpResponseMessage done = await server.LogInAsync((await server.KeyAsync(KeyScope.Admin)).Secret);
        (string, string) cookie = ("Cookie", done.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        using HttpResponseMessage foreign = await server.SendAsync(HttpMethod.Post, "/logout", null, cookie, ("Sec-Fetch-Site", "cross-site"));
        using HttpResponseMessage still = await server.GetAsync("/api/v1/keys", cookie);
        using HttpResponseMessage out_ = await server.SendAsync(HttpMethod.Post, "/logout", null, cookie, ("Origin", server.Origin));
        using HttpResponseMessage after = await server.GetAsync("/api/v1/keys", cookie);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (foreign.StatusCode, still.StatusCode));
        Assert.Equal((HttpStatusCode.SeeOther, "/login"), (out_.StatusCode, out_.Headers.Location?.OriginalString));
        Assert.StartsWith("gotick=; expires=Thu, 01 Jan 1970", out_.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Session_UsedByAForeignPage_ChangesNothing()
    {
        await using AccessServer server = await AccessServer.StartAsync(WithKeys);
        using HttpResponseMessage done = await server.LogInAsync((await server.KeyAsync(KeyScope.Admin)).Secret);
        (string, string) cookie = ("Cookie", done.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        int before = (await server.Ring.ListAsync()).Count;

        using HttpResponseMessage refused = await server.MakeKeyAsync(cookie, ("Origin", "http://evil.example"));
        using HttpResponseMessage made = await server.MakeKeyAsync(cookie, ("Origin", server.Origin));

        Assert.Equal((HttpStatusCode.Forbidden, TickErrorId.OriginRefused), await AccessServer.ProblemAsync(refused));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(before + 1, (await server.Ring.ListAsync()).Count);
    }
}
