using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public class ActiveItemTests
{
    [Fact]
    public async Task StopNow_WhenTheItemHasEnded_DoesNothing()
    {
        // The keeper looks at its list while items end: its word may come late, and must not end the keeper.
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => null);
        var request = new ItemClaimRequest { Item = run, Worker = WorkerId.New(), LeaseFor = TimeSpan.FromHours(1) };
        ClaimedItem claimed = (await rig.Memory.ClaimItemAsync(request, TestContext.Current.CancellationToken)).Item!;
        var active = new ActiveItem(
            new HeldItem(rig.Memory, new StoreClock(rig.Time), rig.Time, claimed, request.LeaseFor, _ => { }, TestContext.Current.CancellationToken));
        CancellationToken stop = active.Stop;
        active.Dispose();

        active.StopNow();

        Assert.False(stop.IsCancellationRequested);
    }
}
