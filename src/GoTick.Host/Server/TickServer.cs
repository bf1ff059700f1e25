using GoTick.Core.Client;
using GoTick.Host.Api;
using GoTick.PowerShell.Hosting;
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
    public static async Task<TickServer> StartAsync(TickClient client, ServerSettings settings, CancellationToken cancel = default)
    {
        WebApplication application = Build(client, settings);
        try
        {
            await application.StartAsync(cancel);
            return new TickServer(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers what is under way, and takes nothing new.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static WebApplication Build(TickClient client, ServerSettings settings)
    {
        // The content root is where gotick lies, not where it was called: what it serves is its own.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TickServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(settings.Urls).UseStaticWebAssets();
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(client);
        builder.Services.AddSingleton<ITickClient>(client); // an instance: what a scope makes, it disposes, and the store would be closed after the first call
        builder.Services.AddScoped(services => RunMending.Of(services.GetRequiredService<ITickClient>()));
        builder.Services.AddTickApi(settings.Api);
        WebApplication application = builder.Build();
        application.MapStaticAssets();
        application.MapTickApi();
        return application;
    }
}
