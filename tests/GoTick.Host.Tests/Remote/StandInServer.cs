using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GoTick.Host.Tests.Remote;

/// <summary>Something on a port of loopback that answers what a test wants.</summary>
internal sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private StandInServer(WebApplication application) => _application = application;

    /// <summary>What was called: the method, the path, the header of the key.</summary>
    public ConcurrentQueue<(string Method, string Path, string Key)> Calls { get; } = new();

    public string Address => _application.Urls.First();

    public static async Task<StandInServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        var server = new StandInServer(application);
        application.Run(async context =>
        {
            server.Calls.Enqueue((context.Request.Method, context.Request.Path, context.Request.Headers.Authorization.ToString()));
            await answer(context, server.Calls.Count);
        });
        await application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
