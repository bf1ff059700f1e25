using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class SweeperTests
{
    [Fact]
    public async Task Sweeper_DeadProcessOfThisMachine_ItsItemsAreTakenOverAtOnce()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        await ClaimAsync(rig, "dead", here with { ProcessId = int.MaxValue });
        await ClaimAsync(rig, "alive", here);
        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);

        await rig.StartWorkerAsync();

        Assert.Equal("done", await rig.OutputAsync(run));
        Assert.DoesNotContain(await rig.Client.ListWorkersAsync(), w => w.Id.Text == "dead");
        Assert.Contains(await rig.Client.ListWorkersAsync(), w => w.Id.Text == "alive");
    }

    [Theory]
    [InlineData("elsewhere", null)]
    [InlineData(null, "another boot")]
    public async Task Sweeper_WorkerOfAnotherMachineOrBoot_IsLeftToItsLease(string? machine, string? boot)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        await ClaimAsync(rig, "other", here with { ProcessId = int.MaxValue, Machine = machine ?? here.Machine, Boot = boot ?? here.Boot });

        await rig.StartWorkerAsync();

        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);
    }

    [Fact]
    public async Task Sweeper_WallClockWasSet_TheLivingAreLeftAlone()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        Assert.SkipWhen(here.ProcessTicks is null, "the kernel does not count from boot here");
        await ClaimAsync(rig, "alive", here with { ProcessStarted = here.ProcessStarted.AddHours(-1) });

        await rig.StartWorkerAsync();

        Assert.Equal(Place.Leased, (await rig.Memory.ReadHeaderAsync(run))!.Place);
    }

    [Fact]
    public async Task Sweeper_ProcessIdUsedAgain_ItsItemsAreTakenOver()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "done");
        WorkerRecord here = WorkerRecord.OfThisProcess(new WorkerOptions(), rig.Time.GetUtcNow());
        await ClaimAsync(rig, "dead", here with { ProcessStarted = here.ProcessStarted.AddHours(-1), ProcessTicks = here.ProcessTicks - 1_000 });

        await rig.StartWorkerAsync();

        Assert.Equal("done", await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Sweeper_UnreadablePresence_IsPassedOver()
    {
        await using var rig = new WorkerRig();
        await rig.Memory.ClaimAsync(Claims.Of("newer", "not json"u8.ToArray()));

        await rig.StartWorkerAsync();

        Assert.Contains(await rig.Client.ListWorkersAsync(), w => w is { Id.Text: "newer", Record: null });
    }

    private static async Task ClaimAsync(WorkerRig rig, string worker, WorkerRecord record) =>
        await rig.Memory.ClaimAsync(Claims.Of(worker, record.ToBytes()));
}
