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
        services.AddHttpContextAccessor();
        services.AddScoped<Texts>();
        services.AddScoped<PictureWords>();
        services.AddScoped<StoreHealth>();
        services.AddScoped<ViewerClock>();
        services.AddScoped<Browser>();
        services.AddScoped<Acts>();
        return services;
    }

    /// <summary>Serves the pages.</summary>
    public static void MapDashboard(this WebApplication application) => application.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}
