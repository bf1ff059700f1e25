using System.Security.Cryptography.X509Certificates;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Security;
using GoTick.PowerShell.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;

namespace GoTick.Host.Access;

/// <summary>Puts the doors into a server: its services, the order of what each request passes, its own pages and calls.</summary>
internal static class AccessSetup
{
    /// <summary>The services. Whoever resolves <see cref="ITickClient"/> or <see cref="IRunMender"/> in a request or circuit gets the door of its caller.</summary>
    public static void AddAccess(this IServiceCollection services, TickClient client, Func<FlowVersion, string?>? distrust, AccessSettings settings, AccessMode mode)
    {
        services.AddSingleton(settings).AddSingleton(mode);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(client.Keys);
        services.AddSingleton(s => new Sessions(client.Store, s.GetRequiredService<KeyRing>()));
        services.AddSingleton(_ => new AuditLog(client.Store));
        services.AddSingleton<Tries>();
        services.AddHostedService<AccessSweep>();

        services.AddScoped<CallerAccessor>();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddScoped(s => new GuardedClient(
            client,
            new RunMending(client, distrust),
            s.GetRequiredService<CallerAccessor>().GetAsync,
            s.GetRequiredService<AuditLog>(),
            s.GetRequiredService<ILogger<GuardedClient>>()));
        services.AddScoped<ITickClient>(s => s.GetRequiredService<GuardedClient>());
        services.AddScoped<IRunMender>(s => s.GetRequiredService<GuardedClient>());

        services.AddAuthentication(CallerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, CallerHandler>(CallerHandler.SchemeName, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "gotick-form";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.Cookie.Path = "/";
            o.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        });

        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = new ProcessSeals());
        services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)); // that nothing guards its keys: nothing keeps them
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (System.Net.IPNetwork proxy in settings.Proxies)
            {
                o.KnownIPNetworks.Add(proxy);
            }
        });
    }

    /// <summary>TLS, if there is a certificate.</summary>
    public static IWebHostBuilder UseCertificate(this IWebHostBuilder host, AccessSettings settings) => host.ConfigureKestrel((_, kestrel) =>
    {
        kestrel.AddServerHeader = false;
        if (settings.Certificate is { } path)
        {
            var file = CertificateFile.Open(path, settings.CertificateKey, TimeProvider.System);
            ILogger logs = kestrel.ApplicationServices.GetRequiredService<ILogger<CertificateFile>>();
            kestrel.ConfigureHttpsDefaults(https =>
            {
                (X509Certificate2 leaf, X509Certificate2Collection chain) = file.Current(logs);
                https.ServerCertificate = leaf;
                https.ServerCertificateChain = chain;
                https.ServerCertificateSelector = (_, _) => file.Current(logs).Leaf;
            });
        }
    });

    /// <summary>What each request passes before anything answers it.</summary>
    public static void UseAccess(this WebApplication application, AccessSettings settings)
    {
        application.UseMiddleware<SecurityHeaders>();
        application.UseMiddleware<AccessErrors>();
        if (settings.IsBehindProxy)
        {
            application.UseMiddleware<ProxyGuard>();
            application.UseForwardedHeaders();
        }

        application.UseRouting();
        application.UseMiddleware<RequestGuard>();
        application.UseAuthentication();
        application.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<CallerAccessor>().User = context.User;
            return next(context);
        });
        application.UseMiddleware<CallWatch>();
        application.UseAuthorization();
        application.UseAntiforgery();
    }

    /// <summary>The pages of access itself.</summary>
    public static void MapAccess(this IEndpointRouteBuilder routes) => LoginEndpoints.Map(routes);
}
