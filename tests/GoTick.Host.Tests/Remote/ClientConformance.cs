using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Core.Schedules;
using GoTick.Core.Workers;
using GoTick.Host.Tests.Api;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Tests.Remote;

/// <summary>What a client does, whatever is behind it. The same for a store and for a server.</summary>
public abstract partial class ClientConformance : IAsyncLifetime
{
    private ApiRig _rig = null!;

    /// <summary>The client that is looked at.</summary>
    private protected ITickClient Client { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<ITickClient> ConnectAsync(ApiRig rig);

    public async ValueTask InitializeAsync()
    {
        _rig = await ApiRig.StartAsync();
        Client = await ConnectAsync(_rig);
    }

    public async ValueTask DisposeAsync()
    {
        if (Client != _rig.Client)
        {
            await Client.DisposeAsync();
        }

        await _rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task PublishAsync(string name, string text)
    {
        FlowSource source = FlowSource.Of(name, [new FlowFile("flow.ps1", text)]);
        await Client.PublishAsync(source.Definition, source.Version, cancel: Stop);
    }

    private async Task<RunView> EndAsync(string flow, string id, IReadOnlyList<string>? tags = null, System.Collections.IDictionary? arguments = null)
    {
        await Client.StartAsync(
            new StartRequest { Flow = flow, Id = ItemId.ParseRoot(id), Tags = tags ?? [], Arguments = arguments is null ? Payload.None : Encode(arguments) }, Stop);
        return (await Client.WaitAsync(ItemId.ParseRoot(id), cancel: Stop))!;
    }

    private async Task<string[]> FindAsync(RunQuery query) => await Client.ListRunsAsync(query, Stop).Select(r => r.Id.Text).ToArrayAsync(Stop);

    private static Payload Encode(System.Collections.IDictionary arguments) => ValueCodec.Encode(arguments, "The arguments");

    private static async Task RefusedAsync(string errorId, Func<Task> call)
    {
        TickException error = await Assert.ThrowsAsync<TickException>(call);
        Assert.Equal(errorId, error.ErrorId);
        Assert.NotEqual(TickErrorKind.Internal, error.Kind);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            await Task.Delay(10, Stop);
        }
    }
}
