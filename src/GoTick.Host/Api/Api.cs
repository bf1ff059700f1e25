using GoTick.Host.Api.Events;
using GoTick.Host.Api.OpenApi;
using GoTick.PowerShell.Remote;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GoTick.Host.Api;

/// <summary>The HTTP API: its services, and its routes.</summary>
internal static class Api
{
    /// <summary>Where it begins.</summary>
    public const string Root = "/api/v1";

    /// <summary>What the API needs.</summary>
    public static IServiceCollection AddTickApi(this IServiceCollection services, ApiSettings? settings = null)
    {
        ApiSettings own = settings ?? new ApiSettings();
        services.AddSingleton(own);
        services.AddSingleton<RunHub>();
        services.ConfigureHttpJsonOptions(o => ApiJson.MakeStrict(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(o => Bound(o, own));
        return services.AddTickDocument();
    }

    /// <summary>Adds the routes. Whoever checks callers stands before it.</summary>
    public static void MapTickApi(this WebApplication application)
    {
        application.UseWhen(IsOurs, branch => branch.UseMiddleware<ApiErrors>());
        application.MapHealth();
        application.MapTickDocument();
        RouteGroupBuilder api = application.MapGroup(Root).RefuseUnknownQueries();
        api.MapRuns();
        api.MapRunReads();
        api.MapRunControl();
        api.MapRunTransfer();
        api.MapRunEvents();
        api.MapApprovals();
        api.MapFlows();
        api.MapSchedules();
        api.MapWorkers();
        api.MapQueues();
        api.MapLimits();
        api.MapKeys();
    }

    private static bool IsOurs(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.Value is "/healthz" or "/readyz";

    // What is not said here is Kestrel's own: 100 headers, 8 KiB for the first line, 240 bytes a second at least from who sends and reads.
    private static void Bound(KestrelServerOptions options, ApiSettings settings)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = settings.MaxBodyBytes;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.MaxRequestHeaderCount = 64;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        options.Limits.MaxConcurrentConnections = 10_000;
    }
}
