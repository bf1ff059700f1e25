using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class JanitorTests
{
    [Fact]
    public async Task Clean_PastRetention_RemovesTheRunWithAllTraces()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(5) };
        rig.Executor.Scripts["branch"] = s => s.Item;
        ItemId run = await rig.StartAsync(
            s =>
            {
                s.Journal.Log(new StreamRecord { Stream = StreamKind.Host, Text = "x", Time = s.Journal.StoreTime });
                s.Parallel("many", "branch", 3);
                return "end";
            },
            settings: new FlowSettings { Retention = TimeSpan.FromMinutes(10), Tags = ["t"] });
        await rig.StartWorkerAsync();
        await rig.OutputAsync(run);
        StoreTime gone = (await rig.Memory.ReadHeaderAsync(run))!.GoneAt!.Value;

        await rig.UntilAsync(async () => (await rig.Memory.DumpAsync(0)).Items.Count == 0);

        StoreDump dump = await rig.Memory.DumpAsync(0);
        Assert.True(dump.Now >= gone);
        Assert.Empty(dump.Gates);
        Assert.Empty(dump.Indexes);
        Assert.Empty(dump.Logs);
        Assert.Empty(dump.Gone);
        Assert.Equal(0, Assert.Single(dump.Blobs).Holders);
        await rig.CheckAsync();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(36_500, false)]
    public async Task Clean_RetentionOfNothingOrOfAHundredYears_IsKept(int days, bool isGone)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(5) };
        ItemId run = await rig.StartAsync(_ => "end", settings: new FlowSettings { Retention = TimeSpan.FromDays(days) });
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Memory.ReadHeaderAsync(run) is null or { Place: Place.Ended });
        for (int turn = 0; turn < 12; turn++)
        {
            await rig.PassAsync(rig.Turn); // two of the janitor's rounds
        }

        Assert.Equal(isGone, await rig.Memory.ReadHeaderAsync(run) is null);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Clean_TextsThatNobodyHolds_GoButNotThoseOfTheCatalogueNorThoseJustPut()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("kept", _ => null);
        FlowVersion old = FlowVersion.Of(new FlowFile("old.ps1", "# old"), []);
        await rig.Memory.PutBlobAsync(0, old.Hash, old.ToBytes());
        TestWorker worker = await rig.StartWorkerAsync();

        await CleanAsync(rig, worker);
        Assert.Equal(2, (await rig.Memory.DumpAsync(0)).Blobs.Count);
        await CleanAsync(rig, worker);
        await rig.UntilAsync(async () => (await rig.Memory.DumpAsync(0)).Blobs.Count == 1);

        Assert.Equal((await rig.Client.GetFlowAsync("kept")).Version, (await rig.Memory.DumpAsync(0)).Blobs[0].Hash);
        Assert.Equal("kept", (await rig.Client.ListFlowsAsync()).Single().Name);
    }

    [Fact]
    public async Task Clean_MoreCurrentTextsThanOnePortion_StillFindsTheUnwanted()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(10) };
        for (int i = 0; i < 150; i++)
        {
            await rig.PublishAsync($"kept{i}", _ => null);
        }

        FlowVersion[] old = [.. Enumerable.Range(0, 20).Select(i => FlowVersion.Of(new FlowFile("old.ps1", $"# {i}"), []))];
        foreach (FlowVersion version in old)
        {
            await rig.Memory.PutBlobAsync(0, version.Hash, version.ToBytes());
        }

        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Memory.DumpAsync(0)).Blobs.Count == 150);
    }

    [Fact]
    public async Task Clean_AnExpiryThatCannotBeRemoved_IsNotTriedForEver()
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(10) };
        ItemId run = await rig.StartAsync(_ => null, settings: new FlowSettings { Retention = TimeSpan.Zero });
        var store = new FaultyStore(rig.Memory) { Headers = header => header.Place == Place.Ended ? null : header };
        TestWorker worker = await rig.StartWorkerAsync(store: store);
        await rig.UntilAsync(async () => (await rig.Memory.DumpAsync(0)).Gone.Count == 1);
        int before = worker.Store.Count("gone");

        await rig.UntilAsync(() => worker.Store.Count("gone") >= before + 3);

        Assert.True(worker.Store.Count("gone") < before + 50);
        store.Headers = header => header;
        await rig.UntilAsync(async () => await rig.Memory.ReadHeaderAsync(run) is null);
    }

    private static async Task CleanAsync(WorkerRig rig, TestWorker worker)
    {
        int rounds = worker.Store.Count("gone");
        rig.Time.Advance(TimeSpan.FromSeconds(31));
        await WorkerRig.StandingStillAsync(() => worker.Store.Count("gone") > rounds && worker.Store.Count("document") >= worker.Store.Count("gone"));
    }
}
