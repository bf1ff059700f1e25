using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GoTick.Core.Errors;

namespace GoTick.PowerShell.Remote;

/// <summary>Calls of a server's API. The key is in the headers of the calls, and nowhere else.</summary>
internal sealed class RemoteCalls : IDisposable
{
    /// <summary>How long an answer may take that waits for nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A server that refuses a large body says so before it is sent, and not by closing the connection in the middle of it.
    private const int AsksFrom = 1024 * 1024;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500)];
    private readonly HttpClient _http;
    private readonly string _server;

    /// <param name="address">The server.</param>
    /// <param name="key">The API key; null = none.</param>
    public RemoteCalls(RemoteAddress address, string? key)
    {
        _server = address.ToString();
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // the key is for this server
            UseProxy = !address.IsLoopback,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a server that has moved is found again
            AutomaticDecompression = DecompressionMethods.All,
        })
        {
            BaseAddress = address.ApiRoot,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Reads something.</summary>
    /// <exception cref="TickException">What the server says, or <see cref="StoreUnavailableException"/>.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancel) =>
        await CallAsync<T>(HttpMethod.Get, path, body: null, isRepeatable: true, Patience, cancel) ?? throw RemoteErrors.NoServer(_server, "an answer is empty");

    /// <summary>Reads something that need not be there; null when the server says so.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task<T?> TryGetAsync<T>(string path, TimeSpan patience, CancellationToken cancel)
        where T : class => CallAsync<T>(HttpMethod.Get, path, body: null, isRepeatable: true, patience, cancel);

    /// <summary>Changes something.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the API.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="isRepeatable">True: sent again when the connection fails, because a second call changes nothing more.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object body, bool isRepeatable, CancellationToken cancel) =>
        await CallAsync<T>(method, path, body, isRepeatable, Patience, cancel) ?? throw RemoteErrors.NoServer(_server, "an answer is empty");

    /// <summary>Changes something, and gives what the server says of it; null when that is nothing.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<T?> TrySendAsync<T>(HttpMethod method, string path, object? body, bool isRepeatable, TimeSpan patience, CancellationToken cancel)
        where T : class => CallAsync<T>(method, path, body, isRepeatable, patience, cancel);

    /// <summary>Changes something that the server says nothing of.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task SendAsync(HttpMethod method, string path, object? body, bool isRepeatable, CancellationToken cancel) =>
        CallAsync<object>(method, path, body, isRepeatable, Patience, cancel);

    /// <summary>Reads bytes into a stream.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task ReadAsync(string path, Stream to, CancellationToken cancel) => GuardedAsync(
        async stop =>
        {
            using HttpResponseMessage answer = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, stop);
            await CheckAsync(answer, stop);
            await answer.Content.CopyToAsync(to, stop);
            return true;
        },
        Timeout.InfiniteTimeSpan,
        cancel);

    /// <summary>Sends bytes.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task<T> WriteAsync<T>(string path, Stream from, CancellationToken cancel) => GuardedAsync(
        async stop =>
        {
            using var content = new StreamContent(from);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { ExpectContinue = true } };
            using HttpResponseMessage answer = await _http.SendAsync(request, stop);
            await CheckAsync(answer, stop);
            return Parse<T>(await answer.Content.ReadAsByteArrayAsync(stop))!;
        },
        Timeout.InfiniteTimeSpan,
        cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T?> CallAsync<T>(HttpMethod method, string path, object? body, bool isRepeatable, TimeSpan patience, CancellationToken cancel)
    {
        byte[]? json = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), ApiJson.TypedOptions);
        for (int i = 0; ; i++)
        {
            try
            {
                return await GuardedAsync(stop => OnceAsync<T>(method, path, json, stop), patience, cancel);
            }
            catch (StoreUnavailableException e) when (isRepeatable && i < Pauses.Length && e.InnerException is HttpRequestException)
            {
                await Task.Delay(Pauses[i], cancel);
            }
        }
    }

    private async Task<T?> OnceAsync<T>(HttpMethod method, string path, byte[]? json, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + $"{ApiJson.ValuesParameter}={ApiJson.Typed}");
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.ExpectContinue = json.Length >= AsksFrom;
        }

        using HttpResponseMessage answer = await _http.SendAsync(request, cancel);
        await CheckAsync(answer, cancel);
        return answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Accepted ? default : Parse<T>(await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    private async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw await RemoteErrors.ReadAsync(answer, _server, cancel);
        }
    }

    private T? Parse<T>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, ApiJson.TypedOptions);
        }
        catch (JsonException e)
        {
            throw RemoteErrors.NoServer(_server, $"an answer cannot be read ({e.Message})");
        }
    }

    /// <summary>What the network does is an outage; what the caller ends is none.</summary>
    private async Task<T> GuardedAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan patience, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(patience);
        try
        {
            return await call(over.Token);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw RemoteErrors.Away(_server, e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw RemoteErrors.Away(_server, new TimeoutException($"no answer within {patience.TotalSeconds:0} s", e));
        }
    }
}
