using GoTick.Host.Dashboard.Pictures;
using GoTick.Host.Dashboard.Shared;
using GoTick.Host.Dashboard.Shell;
using MudBlazor;
using MudBlazor.Services;

namespace GoTick.Host.Dashboard;

/// <summary>The dashboard in a web server: what it needs, and where it answers.</summary>
internal static class DashboardSetup
{
    /// <summary>Adds what the pages need. They reach the store by the scope's <c>ITickClient</c> and <c>IRunMender</c> alone.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.AddDashboardParts();
    }

    /// <summary>Adds what the components themselves need, without a server around them.</summary>
    public static IServiceCollection AddDashboardParts(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.PreventDuplicates = true;
            options.SnackbarConfiguration.VisibleStateDuration = 6_000;
        });
        services.AddTransient<MudLocalizer, MudTexts>();
        services.AddLocalizationInterceptor(provider => new DefaultLocalizationInterceptor(
            provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<MudLocalizer>())
        { IgnoreDefaultEnglish = true });
        services.AddScoped<Texts>();
        services.AddScoped<PictureWords>();
        services.AddScoped<StoreHealth>();
        services.AddScoped<ViewerClock>();
        services.AddScoped<Browser>();
        services.AddScoped<Acts>();
        services.AddScoped<Rights>();
        return services;
    }

    /// <summary>
    /// Before everything else that answers: only what a person's browser asks for gets a page for what is not there; the API has answers of its own.
    /// </summary>
    public static void UseDashboard(this WebApplication application) =>
        application.UseWhen(IsForPeople, branch => branch.UseStatusCodePagesWithReExecute("/not-found"));

    /// <summary>Serves the pages.</summary>
    public static void MapDashboard(this WebApplication application)
    {
        // One address a page: the navigation knows which one is shown by it.
        application.MapGet("/", (HttpContext context) => TypedResults.LocalRedirect($"~/runs{context.Request.QueryString}")).ExcludeFromDescription();
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static bool IsForPeople(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api")
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
