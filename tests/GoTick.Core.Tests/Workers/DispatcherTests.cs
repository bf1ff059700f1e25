using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

public sealed class DispatcherTests
{
    [Fact]
    public async Task Dispatcher_AllWakesLost_FindsWorkWithinASecond()
    {
        await using var rig = new WorkerRig();
        var store = new FaultyStore(rig.Memory);
        var context = new WorkerContext
        {
            Id = WorkerId.New(),
            Options = new WorkerOptions(),
            Time = rig.Time,
            Presence = "{}"u8.ToArray(),
            Clocks = [new StoreClock(rig.Time)],
        };
        ItemId? found = null;
        var dispatcher = new Dispatcher(store, context, (_, item) => found = item.Header.Id, _ => { }, new SettingsCache(store, context), new DispatchThread());
        dispatcher.Start();
        await WorkerRig.StandingStillAsync(() => store.Count("claim") == 1);
        ItemId run = await rig.StartAsync(_ => null); // nobody is told

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        dispatcher.SlotFreed(); // its thread looks at the time, as it would by itself

        await WorkerRig.StandingStillAsync(() => found is not null);
        Assert.Equal(run, found);
        await dispatcher.StopAsync();
    }
}
