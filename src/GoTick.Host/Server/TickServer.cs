using System.Net.Sockets;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Security;
using GoTick.Host.Access;
using GoTick.Host.Api;
using GoTick.Host.Dashboard;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GoTick.Host.Server;

/// <summary>The web server over one store: composes what <c>Api</c>, <c>Access</c> and <c>Dashboard</c> bring.</summary>
internal sealed class TickServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TickServer(WebApplication application) => _application = application;

    /// <summary>Where it listens.</summary>
    public IReadOnlyCollection<string> Addresses =>
        [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <summary>Starts it; when this returns, it answers.</summary>
    /// <param name="client">The store; the caller disposes it after the server.</param>
    /// <param name="settings">How it works.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <exception cref="TickException"><c>TickServerUnsafe</c>: others would reach it without TLS or without keys.</exception>
    public static async Task<TickServer> StartAsync(TickClient client, ServerSettings settings, CancellationToken cancel = default)
    {
        AccessMode mode = await AccessMode.CheckAsync(settings.Urls, settings.Access, new KeyRing(client.Store), cancel);
        WebApplication application = Build(client, settings, mode);
        try
        {
            await application.StartAsync(cancel);
            var server = new TickServer(application);
            mode.CheckBound(server.Addresses);
            return server;
        }
        catch (Exception e)
        {
            await application.DisposeAsync();
            if (e is IOException or SocketException)
            {
                throw Unavailable(settings.Urls, e);
            }

            throw;
        }
    }

    /// <summary>Answers what is under way, and takes nothing new.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    // Kestrel says which address it was and why, but not in the words of this program.
    private static TickException Unavailable(string urls, Exception cause) => new(
        TickErrorId.AddressUnavailable,
        TickErrorKind.InvalidInput,
        $"The server cannot listen on {urls}: {cause.Message.TrimEnd('.')}. Choose another address with --urls; port 0 is a free one.",
        cause)
    { Target = urls };

    private static WebApplication Build(TickClient client, ServerSettings settings, AccessMode mode)
    {
        // The content root is where gotick lies, not where it was called: what it serves is its own.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TickServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(settings.Urls).UseStaticWebAssets().UseCertificate(settings.Access);
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(client);
        builder.Services.AddAccess(client, settings.Distrust, settings.Access, mode);
        builder.Services.AddTickApi(settings.Api);
        builder.Services.AddDashboard();
        WebApplication application = builder.Build();
        application.UseDashboard();
        application.UseAccess(settings.Access);
        application.MapStaticAssets().AllowAnonymous(); // styles and scripts, the same for everybody
        application.MapAccess();
        application.MapTickApi();
        application.MapDashboard();
        return application;
    }
}
