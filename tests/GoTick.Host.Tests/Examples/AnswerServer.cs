using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GoTick.Host.Tests.Examples;

/// <summary>An HTTP server on a free loopback port; the test says what it answers.</summary>
internal sealed class AnswerServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, int, (int Status, string Text)> _answer;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly Task _loop;

    /// <param name="answer">From the method with the path, and how often it was asked (from 1), to a status and a text.</param>
    public AnswerServer(Func<string, int, (int Status, string Text)> answer)
    {
        _answer = answer;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _loop = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public void Dispose()
    {
        _listener.Abort();
        _loop.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
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

            string what = $"{context.Request.HttpMethod} {Uri.UnescapeDataString(context.Request.Url!.PathAndQuery)}";
            Asked.Enqueue(what);
            (int status, string text) = _answer(what, _counts.AddOrUpdate(what, 1, (_, n) => n + 1));
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            context.Response.Close();
        }
    }
}
