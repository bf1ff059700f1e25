using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Schedules;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>A schedule whose worker's kth call of each kind is lost, or only its answer, or comes twice, or after which the worker is dead, for every k.</summary>
public sealed class ScheduleFaultTests
{
    public static TheoryData<string, string, ScheduleOverlap> Faults => new(
        from kind in new[] { "commit", "claim", "read", "document" }
        from fault in new[] { Fault.Lost, Fault.AnswerLost, Fault.Twice, Fault.Killed, Fault.KilledAfter }
        where kind is "commit" or "claim" || fault is Fault.Lost or Fault.Killed
        from overlap in new[] { ScheduleOverlap.Allow, ScheduleOverlap.Queue }
        where kind == "commit" || (kind == "read") == (overlap == ScheduleOverlap.Queue)
        select (kind, fault.ToString(), overlap));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Schedule_AnyOneCallFaulty_StartsEachTimeOnce(string kind, string fault, ScheduleOverlap overlap)
    {
        int hits = 0;
        for (int k = 1; k <= 8 && await OneAsync(kind, Enum.Parse<Fault>(fault), overlap, k); k++)
        {
            hits++;
        }

        Assert.True(hits >= 2, $"Only {hits} calls were hit.");
    }

    /// <summary>All other slots are taken, for ever: the time starts nevertheless, once the dead worker's lease is over.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Schedule_WorkerKilledWhileDecidingAndAllSlotsFull_StartsWithinTheLeaseAndASecond(int commit)
    {
        TimeSpan lease = TimeSpan.FromSeconds(10);
        await using var rig = new WorkerRig();
        using var hold = new ManualResetEventSlim();
        await rig.PublishAsync("flow", _ => null);
        await rig.PublishAsync("busy", s =>
        {
            s.Task("hold", _ => hold.Wait(TestContext.Current.CancellationToken));
            return null;
        });
        var store = new FaultyStore(rig.Memory) { Plan = (kind, n) => kind == "commit" && n == commit ? Fault.Killed : Fault.None };
        await rig.StartWorkerAsync(
            o =>
            {
                o.Lease = lease;
                o.Queues = ["nothing"];
            },
            store);
        await rig.Client.RegisterScheduleAsync(new ScheduleDefinition { Name = "tick", Flow = "flow", Cron = "* * * * * *", End = rig.Time.GetUtcNow().AddSeconds(60) });
        await rig.UntilAsync(() => store.IsCut);
        DateTimeOffset died = rig.Time.GetUtcNow();
        await rig.Client.StartAsync(new StartRequest { Flow = "busy", Id = ItemId.ParseRoot("busy") });
        await rig.StartWorkerAsync(o =>
        {
            o.Lease = lease;
            o.Concurrency = 1;
        });

        await rig.UntilAsync(async () => (await rig.Client.GetScheduleAsync("tick")).Started > 0);

        Assert.InRange(rig.Time.GetUtcNow() - died, TimeSpan.Zero, lease + TimeSpan.FromSeconds(1) + (2 * rig.Turn));
        Assert.Equal(1, rig.Executor.Running);
        hold.Set();
        store.Bury();
    }

    private static async Task<bool> OneAsync(string kind, Fault fault, ScheduleOverlap overlap, int k)
    {
        bool wasHit = false;
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        var store = new FaultyStore(rig.Memory)
        {
            Plan = (called, n) =>
            {
                bool isHit = called == kind && n == k;
                wasHit |= isHit;
                return isHit ? fault : Fault.None;
            },
        };
        await rig.PublishAsync("flow", s =>
        {
            s.Task("one", _ => { });
            return null;
        });
        DateTimeOffset begin = rig.Time.GetUtcNow();
        await rig.Client.RegisterScheduleAsync(
            new ScheduleDefinition { Name = "tick", Flow = "flow", Cron = "*/10 * * * * *", Overlap = overlap, Misfire = ScheduleMisfire.RunAll, End = begin.AddSeconds(30) });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(30), store);
        bool isAlone = true;
        RunView[] runs = [];
        await rig.UntilAsync(async () =>
        {
            if (wasHit && isAlone)
            {
                // Only now, so that the calls before were the one worker's.
                isAlone = false;
                await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(30));
            }

            // The schedule first: what it has started by its end is in the list then.
            bool isEnded = (await rig.Client.GetScheduleAsync("tick")).Status == ScheduleStatus.Ended;
            runs = await rig.Client.ListRunsAsync().ToArrayAsync();
            return isEnded && runs.All(r => r.Status.IsTerminal());
        });
        store.Bury();

        string where = $"{fault} of {kind} {k}: {string.Join(", ", runs.Select(r => r.Id))}";
        ScheduleView schedule = await rig.Client.GetScheduleAsync("tick");
        string[] times = [.. Enumerable.Range(1, 3).Select(m => $"tick@2026-01-01T00:00:{m}0Z")];
        Assert.True(overlap == ScheduleOverlap.Allow ? runs.Select(r => r.Id.Text).Order().SequenceEqual(times) : runs.All(r => times.Contains(r.Id.Text)), where);
        Assert.True((runs.Length, 3 - runs.Length) == (schedule.Started, schedule.Skipped), $"{where}; {schedule.Started} started, {schedule.Skipped} skipped");
        Assert.All(runs, r => Assert.Equal(RunStatus.Completed, r.Status));
        await rig.CheckAsync();
        return wasHit;
    }
}
