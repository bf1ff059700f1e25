using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Host.Api;
using GoTick.Host.Commands;
using GoTick.Host.Server;
using GoTick.PowerShell.Hosting;

namespace GoTick.Host.Tests.Api;

/// <summary>A server over an SQLite file on a free port of loopback, and somebody who calls it.</summary>
internal sealed class ApiRig : IAsyncDisposable
{
    private readonly string _folder;
    private readonly TickServer _server;
    private FlowExecutor? _executor;
    private Worker? _worker;

    private ApiRig(string folder, TickClient client, TickServer server)
    {
        (_folder, Client, _server) = (folder, client, server);
        Address = new Uri(server.Addresses.First());
        // A client that waits no longer sends its body although it is refused, and may hear of the closed connection only.
        Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };
    }

    /// <summary>The store's client.</summary>
    public TickClient Client { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<ApiRig> StartAsync(IFlowStore? store = null, ApiSettings? api = null)
    {
        string folder = Directory.CreateTempSubdirectory("gotick-api-").FullName;
        TickClient client = store is null ? await TickClient.ConnectAsync("sqlite:" + Path.Combine(folder, "store.db")) : new TickClient(store);
        return new ApiRig(folder, client, await TickServer.StartAsync(client, new ServerSettings { Urls = "http://127.0.0.1:0", Api = api ?? new ApiSettings() }));
    }

    /// <summary>Publishes a flow from its text.</summary>
    public async Task PublishAsync(string name, string text)
    {
        FlowSource source = FlowSource.Of(name, [new FlowFile(Path.GetFileName(name) + ".ps1", text)]);
        await Client.PublishAsync(source.Definition, source.Version);
    }

    /// <summary>Starts a run past the API.</summary>
    public async Task<ItemId> StartRunAsync(string flow, string? id = null) =>
        (await Client.StartAsync(new StartRequest { Flow = flow, Id = id is null ? null : ItemId.ParseRoot(id) })).Id;

    public async Task StartWorkerAsync()
    {
        _executor = Executor.Create(Client);
        _worker = await Worker.StartAsync(Client, _executor, new WorkerOptions { ParkUpTo = TimeSpan.Zero });
    }

    /// <summary>A call; the answer's status and JSON.</summary>
    public async Task<Answer> CallAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        bool isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(response.StatusCode, isJson ? JsonNode.Parse(text) : null, text, response.Headers.Location?.OriginalString, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public Task<Answer> GetAsync(string path) => CallAsync("GET", path);

    public Task<Answer> PostAsync(string path, string json = "{}") => CallAsync("POST", path, json);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }

        if (_executor is not null)
        {
            await _executor.DisposeAsync();
        }

        await Client.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal sealed record Answer(HttpStatusCode Status, JsonNode? Json, string Text, string? Location, System.Net.Http.Headers.HttpResponseHeaders Headers, string? MediaType)
    {
        /// <summary>The status and error id of a refusal.</summary>
        public (int Status, string? ErrorId) Refusal => ((int)Status, (string?)Json?["errorId"]);
    }
}
