using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Security;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Access;
using GoTick.Host.Server;

namespace GoTick.Host.Tests.Access;

/// <summary>A real server on a free loopback port, over a store in memory that can be cut off.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    private readonly TickServer _server;

    private AccessServer(TickServer server, TickClient client, KeyRing ring)
    {
        _server = server;
        Client = client;
        Ring = ring;
        var address = new Uri(server.Addresses.Single());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=gotick.test" } })
        {
            BaseAddress = address,
        };
    }

    public TickClient Client { get; }

    public KeyRing Ring { get; }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static async Task<AccessServer> StartAsync(AccessSettings settings, string url = "http://127.0.0.1:0", Func<bool>? isAway = null)
    {
        IFlowStore store = Proxy<IFlowStore>.Around(new MemoryStore(TimeProvider.System), (method, _) =>
        {
            if (isAway?.Invoke() == true && method.Name == nameof(IFlowStore.ReadDocumentAsync))
            {
                throw new Core.Errors.StoreUnavailableException("cut");
            }
        });
        var client = new TickClient(store);
        var ring = new KeyRing(store);
        await ring.CreateAsync(new KeyRequest { Name = "first", Scopes = KeyScope.Admin }, "root");
        return new AccessServer(await TickServer.StartAsync(client, new ServerSettings { Urls = url, Access = settings }), client, ring);
    }

    public async Task<NewKey> KeyAsync(KeyScope scopes, params string[] flows) =>
        await Ring.CreateAsync(new KeyRequest { Name = "eve", Scopes = scopes, Grants = flows.Length > 0 ? FlowGrants.Parse(flows) : FlowGrants.All }, "root");

    /// <summary>Sends a request; headers come as name and value.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> MakeKeyAsync(params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/api/v1/keys", JsonContent.Create(new { name = "bob", scopes = new[] { "read" } }), headers);

    /// <summary>The problem that an answer holds: its status and stable id.</summary>
    public static async Task<(HttpStatusCode Status, string? ErrorId)> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonNode problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        return (response.StatusCode, (string?)problem["errorId"]);
    }

    /// <summary>Logs in as a browser does; returns the whole answer.</summary>
    public async Task<HttpResponseMessage> LogInAsync(string key, string to = "/", params (string Name, string Value)[] headers)
    {
        HttpResponseMessage page = await GetAsync("/login?to=" + Uri.EscapeDataString(to), headers);
        string html = await page.Content.ReadAsStringAsync();
        string field = html.Split("name=\"")[2].Split('"')[0];
        string token = WebUtility.HtmlDecode(html.Split("value=\"")[1].Split('"')[0]);
        string cookie = page.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        string action = WebUtility.HtmlDecode(html.Split("action=\"")[1].Split('"')[0]);
        return await SendAsync(
            HttpMethod.Post, action, new FormUrlEncodedContent([new(field, token), new("key", key)]), [("Cookie", cookie), ("Origin", Origin), ("Sec-Fetch-Site", "same-origin"), .. headers]);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        await Client.DisposeAsync();
    }
}
