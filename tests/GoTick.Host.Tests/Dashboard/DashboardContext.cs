using Bunit;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Memory;
using GoTick.Host.Dashboard;
using GoTick.PowerShell.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>The dashboard's services over a store in memory, and a browser that answers nothing.</summary>
public abstract class DashboardContext : BunitContext
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-dashboard-").FullName;

    protected DashboardContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging();
        Services.AddSingleton(TimeProvider.System);
        Services.AddDashboardParts();
        Services.AddSingleton<ITickClient>(Client);
        Services.AddSingleton(RunMending.Of(Client));
    }

    /// <summary>The store's client.</summary>
    internal TickClient Client { get; } = new(new MemoryStore());

    /// <summary>Publishes a flow.</summary>
    internal async Task<FlowDefinition> PublishAsync(string name, string text)
    {
        string path = Path.Combine(_folder, name + ".ps1");
        await File.WriteAllTextAsync(path, text);
        FlowSource source = FlowSource.Read(path, root: null);
        await Client.PublishAsync(source.Definition, source.Version);
        return await Client.GetFlowAsync(name);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Client.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
