using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GoTick.Host.Tests.StandIns;

/// <summary>An HTTP server on a free loopback port whose paths say what it answers.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public LoopbackServer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        Address = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _loop = Serve();
    }

    public string Address { get; }

    /// <summary>Done once a request for <c>/hang</c> is in, which is never answered.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        _listener.Abort();
        _loop.GetAwaiter().GetResult();
    }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            if (context.Request.Url!.AbsolutePath == "/hang")
            {
                Hanging.TrySetResult();
                continue;
            }

            await Answer(context);
        }
    }

    private static async Task Answer(HttpListenerContext context)
    {
        HttpListenerRequest request = context.Request;
        using var reader = new StreamReader(request.InputStream);
        string body = await reader.ReadToEndAsync();
        (int status, string type, string text) = request.Url!.AbsolutePath switch
        {
            "/json" => (200, "application/json", "{\"a\":[1,2]}"),
            "/xml" => (200, "text/xml", "<r><v>7</v></r>"),
            "/text" => (200, "text/plain", "hello"),
            "/bytes" => (200, "application/octet-stream", "AB"),
            "/missing" => (404, "application/json", "{\"error\":\"gone\"}"),
            "/moved" => (302, "text/plain", string.Empty),
            _ => (200, "text/plain", string.Join(' ', request.HttpMethod, request.Url.Query, request.ContentType, request.Headers["X-Test"], request.Headers["Authorization"], body)),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers["X-Answer"] = "yes";
        if (status == 302)
        {
            context.Response.RedirectLocation = "/text";
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
