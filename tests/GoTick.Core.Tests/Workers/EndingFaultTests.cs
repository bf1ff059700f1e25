using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>A run that fails, or is cancelled, and is undone, with the kth call of each kind lost, or only its answer, for every k.</summary>
public sealed class EndingFaultTests
{
    public static TheoryData<string, string> Kinds =>
        new(from kind in new[] { "commit", "claim", "read" } from how in new[] { "fails", "cancelled" } select (kind, how));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Run_AnyOneCallLost_IsUndoneOnceAndInOrder(string kind, string how) => await LoopAsync(kind, how, Fault.Lost);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Run_AnyOneAnswerLost_IsUndoneOnceAndInOrder(string kind, string how) => await LoopAsync(kind, how, Fault.AnswerLost);

    private static async Task LoopAsync(string kind, string how, Fault fault)
    {
        int k = 1;
        int most = kind == "commit" ? 30 : 8;
        while (k <= most && await OneAsync(kind, how, fault, k))
        {
            k++;
        }

        Assert.True(kind != "commit" || k > 8, $"Only {k} commits were hit.");
    }

    private static async Task<bool> OneAsync(string kind, string how, Fault fault, int k)
    {
        bool wasHit = false;
        ConcurrentQueue<string> ran = new();
        await using var rig = new WorkerRig { Turn = TimeSpan.FromSeconds(1) };
        foreach (string block in new[] { "a", "b", "c", "told" })
        {
            rig.Executor.Scripts[block] = _ =>
            {
                ran.Enqueue(block);
                return null;
            };
        }

        var store = new FaultyStore(rig.Memory)
        {
            Plan = (called, n) =>
            {
                bool isHit = called == kind && n == k;
                wasHit |= isHit;
                return isHit ? fault : Fault.None;
            },
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "a");
            s.On(how == "fails" ? RunStatus.Failed : RunStatus.Canceled, "told");
            s.Task("one", _ => { });
            s.Undo("b", "b");
            s.Sleep(TimeSpan.FromSeconds(5));
            s.Undo("c", "c");
            s.Task(
                "two",
                _ =>
                {
                    if (how == "fails")
                    {
                        throw new StepError("E");
                    }

                    s.Stop.WaitHandle.WaitOne();
                    s.Stop.ThrowIfCancellationRequested();
                },
                Script.Once);
            return null;
        });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(30), store: store);
        if (how == "cancelled")
        {
            await rig.UntilAsync(async () => (await rig.JournalAsync(run)).OfType<CompensationRegistered>().Count() == 3 && rig.Executor.Running == 1);
            await rig.Client.CancelAsync(run);
        }

        RunView view = await rig.EndAsync(run);

        string where = $"{fault} of {kind} {k}";
        Assert.True(view.Status == (how == "fails" ? RunStatus.Failed : RunStatus.Canceled) && view.FailedAtEnd == 0, $"{where}: {view.Status} {view.Error?.Message}");
        Assert.True(ran.SequenceEqual(["c", "b", "a", "told"]), $"{where}: {string.Join(",", ran)}");
        Assert.Single(await rig.JournalAsync(run), e => e is RunEnding);
        await rig.CheckAsync();
        return wasHit;
    }
}
