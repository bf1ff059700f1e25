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

public abstract partial class ClientConformance
{
    [Fact]
    public async Task Transfer_ARun_CanBeTakenOutAndPutBackUnderAnotherId()
    {
        await PublishAsync("f", "Get-TickMemo m { 42 }");
        await _rig.StartWorkerAsync();
        RunView run = await EndAsync("f", "f1");
        using var file = new MemoryStream();

        await Client.ExportAsync(run.Id, file, Stop);
        file.Position = 0;
        StartResult put = await Client.ImportAsync(file, ItemId.ParseRoot("f2"), Stop);

        Assert.Equal(new StartResult(ItemId.ParseRoot("f2"), IsNew: true), put);
        Assert.Equal(run.Output, (await Client.GetRunAsync(put.Id, Stop)).Output);
        await RefusedAsync(TickErrorId.ArchiveInvalid, () => Client.ImportAsync(new MemoryStream("nonsense"u8.ToArray()), null, Stop));
        await RefusedAsync(TickErrorId.RunNotFound, () => Client.ExportAsync(ItemId.ParseRoot("nope"), Stream.Null, Stop));
    }

    [Fact]
    public async Task Catalogue_AFlow_IsPublishedShownAndTakenOut()
    {
        const string text = "[TickFlow(Description='d', Timeout='01:00:00', Tags='a,b')] param([Parameter(Mandatory, HelpMessage='h')] [ValidateSet('x','y')] [string[]] $P, [ValidateRange(1,5)] [int] $N = 3)\n$P";
        FlowSource source = FlowSource.Of("demo/f", [new FlowFile("f.ps1", text), new FlowFile("lib/h.ps1", "function h { }")]);

        bool isNew = await Client.PublishAsync(source.Definition, source.Version, cancel: Stop);
        bool again = await Client.PublishAsync(source.Definition, source.Version, onlyIfNew: true, cancel: Stop);
        FlowDefinition shown = await Client.GetFlowAsync("Demo/F", Stop);
        FlowVersion version = await Client.ReadVersionAsync(shown.Version, Stop);
        FlowDefinition direct = Assert.Single(await _rig.Client.ListFlowsAsync(Stop));
        FlowDefinition listed = Assert.Single(await Client.ListFlowsAsync(Stop));
        await Client.UnregisterAsync("demo/f", Stop);

        Assert.Equal((true, false), (isNew, again));
        Assert.Equal((direct.Name, direct.Version, direct.Published), (shown.Name, shown.Version, shown.Published));
        Assert.Equal((direct.Settings.Description, direct.Settings.Timeout, direct.Settings.Retention), (shown.Settings.Description, shown.Settings.Timeout, shown.Settings.Retention));
        Assert.Equal(direct.History, listed.History);
        FlowParameter parameter = shown.Parameters[0];
        Assert.Equal(("P", "string[]", true, "h"), (parameter.Name, parameter.Type, parameter.IsMandatory, parameter.HelpMessage));
        Assert.Equal(["x", "y"], parameter.ValidateSet);
        Assert.Equal(["1", "5"], shown.Parameters[1].Validators["ValidateRange"]);
        Assert.Equal(source.Version.Hash, version.Hash);
        Assert.Equal(source.Version.Files, version.Files);
        await RefusedAsync(TickErrorId.FlowNotFound, () => Client.GetFlowAsync("demo/f", Stop));
        await RefusedAsync(TickErrorId.FlowNotFound, () => Client.UnregisterAsync("demo/f", Stop));
        await RefusedAsync(TickErrorId.FlowNotFound, () => Client.StartAsync(new StartRequest { Flow = "demo/f" }, Stop));
    }
}
