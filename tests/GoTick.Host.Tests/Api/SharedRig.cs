namespace GoTick.Host.Tests.Api;

/// <summary>One server for the cases of a class that change nothing of what the others see.</summary>
public sealed class SharedRig : IAsyncLifetime
{
    internal ApiRig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Rig = await ApiRig.StartAsync();
        await Rig.PublishAsync("flow", "param([string] $Text)\n$Text");
        await Rig.PublishAsync("demo/close-order", RunEndpointTests.CloseOrder);
        await Rig.StartRunAsync("flow", "run");
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}
