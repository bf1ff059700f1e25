using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Security;
using GoTick.Host.Access;
using GoTick.Host.Tests.Access;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Remote;

namespace GoTick.Host.Tests.Remote;

/// <summary>The client of a server that asks for keys.</summary>
public sealed class RemoteAccessTests : IAsyncLifetime
{
    private AccessServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await AccessServer.StartAsync(new AccessSettings { RequiresKey = true });
        foreach (string name in (string[])["demo/one", "other"])
        {
            FlowSource source = FlowSource.Of(name, [new FlowFile("f.ps1", "1")]);
            await _server.Client.PublishAsync(source.Definition, source.Version, cancel: Stop);
            await _server.Client.StartAsync(new StartRequest { Flow = name, Id = ItemId.ParseRoot(name.Replace('/', '-')) }, Stop);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("gtk_nonsense")]
    public async Task Connect_WithoutAKeyThatIsValid_IsRefused(string? key)
    {
        TickException error = await Assert.ThrowsAnyAsync<TickException>(() => TickDoor.ConnectAsync(_server.Origin, apiKey: key, cancel: Stop));

        Assert.Equal((TickErrorId.KeyInvalid, TickErrorKind.Security), (error.ErrorId, error.Kind));
    }

    [Fact]
    public async Task Call_WithAKeyOfSomeFlows_SeesAndDoesWhatItMay()
    {
        NewKey key = await _server.KeyAsync(KeyScope.Start, "demo/*");
        await using ITickClient client = await TickDoor.ConnectAsync(_server.Origin, apiKey: key.Secret, cancel: Stop);

        StartResult started = await client.StartAsync(new StartRequest { Flow = "demo/one" }, Stop);
        TickException foreign = await Assert.ThrowsAnyAsync<TickException>(() => client.StartAsync(new StartRequest { Flow = "other" }, Stop));
        TickException hidden = await Assert.ThrowsAnyAsync<TickException>(() => client.GetRunAsync(ItemId.ParseRoot("other"), Stop));
        TickException unscoped = await Assert.ThrowsAnyAsync<TickException>(() => client.CancelAsync(started.Id, cancel: Stop));

        Assert.Equal([started.Id.Text, "demo-one"], await client.ListRunsAsync(cancel: Stop).Select(r => r.Id.Text).ToListAsync(Stop));
        Assert.Equal((TickErrorId.FlowNotFound, TickErrorId.RunNotFound), (foreign.ErrorId, hidden.ErrorId));
        Assert.Equal(TickErrorKind.Security, unscoped.Kind);
        Assert.Equal(RunStatus.Queued, (await client.GetRunAsync(started.Id, Stop)).Status);
    }

    [Fact]
    public async Task Caller_WithAKey_IsItsOwnerWithItsScopesAndFlows()
    {
        NewKey key = await _server.KeyAsync(KeyScope.Start | KeyScope.Operate, "demo/*");
        await using ITickClient client = await TickDoor.ConnectAsync(_server.Origin, apiKey: key.Secret, cancel: Stop);

        Caller caller = await client.GetCallerAsync(Stop);

        Assert.Equal(("eve", KeyScope.Start | KeyScope.Operate, true, key.Key.Id), (caller.Name, caller.Scopes, caller.IsVerified, caller.KeyId));
        Assert.Equal(["demo/*"], caller.Grants.Patterns);
    }

    [Fact]
    public async Task Cancel_WithAKey_IsSignedByItsOwnerWhateverTheCallerSays()
    {
        NewKey key = await _server.KeyAsync(KeyScope.Operate);
        await using ITickClient client = await TickDoor.ConnectAsync(_server.Origin, apiKey: key.Secret, cancel: Stop);

        RunView run = await client.CancelAndWaitAsync(ItemId.ParseRoot("other"), "enough", by: "somebody else", force: true, Stop);

        Assert.Equal((RunStatus.Canceled, "eve", "enough"), (run.Status, run.By, run.Reason));
    }
}
