using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Limits;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Runs of one key, and steps of one name, with the kth call of each kind lost, or its answer, or its worker, for every k: the bound holds and no permit leaks.</summary>
public sealed class PermitFaultTests
{
    public static TheoryData<string, string> Cases =>
        new(from kind in new[] { "permit", "commit", "claim" } from how in new[] { "Lost", "AnswerLost", "Twice", "Killed", "KilledAfter" } select (kind, how));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Runs_AnyOneCallHit_KeepTheBoundAndLeakNothing(string kind, string how)
    {
        Fault fault = Enum.Parse<Fault>(how);
        int k = 1;
        while (k <= 24 && await OneAsync(kind, fault, k))
        {
            k++;
        }

        Assert.True(k > (kind == "claim" ? 3 : 8), $"Only {k} calls were hit.");
    }

    private static async Task<bool> OneAsync(string kind, Fault fault, int k)
    {
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        var rooms = new Occupancy();
        bool wasHit = false;
        var store = new FaultyStore(rig.Memory)
        {
            Plan = (called, n) =>
            {
                bool isHit = called == kind && n == k;
                wasHit |= isHit;
                return isHit ? fault : Fault.None;
            },
        };
        await rig.PublishAsync("flow", s => rooms.Visit(s, "k", TimeSpan.FromSeconds(2)), new FlowSettings { MaxConcurrency = 1, ConcurrencyKey = "k" });
        await rig.Client.SetLimitAsync(LimitName.Parse("step:out"), new LimitSpec { Concurrency = 1 });
        List<ItemId> runs = [];
        for (int i = 0; i < 3; i++)
        {
            runs.Add((await rig.Client.StartAsync(new StartRequest { Flow = "flow", Id = ItemId.ParseRoot($"run-{i}") })).Id);
        }

        TestWorker first = await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15), store);
        try
        {
            if (fault is Fault.Killed or Fault.KilledAfter)
            {
                await rig.UntilAsync(async () => store.IsCut || (await rig.Client.GetRunAsync(runs[^1])).Status.IsTerminal());
                await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
            }

            foreach (ItemId run in runs)
            {
                string? output = await rig.OutputAsync(run);
                Assert.True(output == run.Text, $"{fault} of {kind} {k}: {output}");
            }

            Assert.True(rooms.Most["k"] == 1, $"{fault} of {kind} {k}: {rooms.Most["k"]} at once");
            await rig.UntilAsync(async () => (await rig.Memory.ReadLimitsAsync(0, "", 10)).Count == 0);
            await rig.CheckAsync();
            return wasHit;
        }
        finally
        {
            first.Store.Bury();
        }
    }
}
