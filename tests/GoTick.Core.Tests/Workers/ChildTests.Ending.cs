using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>Children that end with their parents, and those that do not.</summary>
public sealed partial class ChildTests
{
    [Theory]
    [InlineData(false, "canceled")]
    [InlineData(false, "out of time")]
    [InlineData(true, "canceled")]
    [InlineData(true, "out of time")]
    public async Task End_OfAParent_EndsItsChildrenFirstThenUndoes(bool inBranches, string how)
    {
        await using WorkerRig rig = await RigAsync();
        rig.Executor.Scripts["branch"] = s => s.Child("undoes", "c" + s.Item);
        rig.Executor.Scripts["undo parent"] = _ => Ran("undo parent");
        ItemId run = await rig.StartAsync(
            s =>
            {
                s.Undo("a", "undo parent");
                return inBranches ? s.Parallel("many", "branch", 3).ToString() : s.Child("middle");
            },
            settings: how == "canceled" ? null : new FlowSettings { Timeout = TimeSpan.FromMinutes(5) });
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => _ran.Count(r => r == "hangs") == (inBranches ? 3 : 1));

        if (how == "canceled")
        {
            await rig.Client.CancelAsync(run);
        }

        RunView view = await rig.EndAsync(run);

        Assert.Equal(how == "canceled" ? RunStatus.Canceled : RunStatus.TimedOut, view.Status);
        string[] undone = [.. _ran.Where(r => r.StartsWith("undo", StringComparison.Ordinal))];
        Assert.Equal([.. Enumerable.Repeat("undo child", inBranches ? 3 : 1), "undo parent"], undone);
        Assert.All(await rig.Client.ListRunsAsync().Where(r => r.Id != run).ToArrayAsync(), c => Assert.Equal(RunStatus.Canceled, c.Status));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_OfAParentThatNobodyExecutes_NeedsNoWorker()
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s => s.Child("over"));
        TestWorker worker = await rig.StartWorkerAsync();
        ItemId child = await ChildAsync(rig, run, RunStatus.Waiting);
        ItemId grandchild = await ChildAsync(rig, child, RunStatus.Waiting);
        await rig.UntilAsync(() => worker.Worker.Running == 0);
        await rig.StopAsync(worker);
        await rig.Client.SuspendAsync(grandchild);

        await rig.Client.CancelAsync(run, "enough", "me");

        foreach (ItemId id in new[] { run, child, grandchild })
        {
            Assert.Equal(RunStatus.Canceled, (await rig.Client.GetRunAsync(id)).Status);
        }

        Assert.Equal(("enough", "me"), ((await rig.Client.GetRunAsync(run)).Reason, (await rig.Client.GetRunAsync(run)).By));
        Assert.Equal("run run", (await rig.Client.GetRunAsync(child)).By);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_ByForce_ForcesTheChildrenToo()
    {
        await using WorkerRig rig = await RigAsync();
        ItemId run = await rig.StartAsync(s => s.Child("middle"));
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(() => _ran.Contains("hangs"));

        await rig.Client.CancelAsync(run, force: true);

        Assert.All(await rig.Client.ListRunsAsync().ToArrayAsync(), r => Assert.Equal(RunStatus.Canceled, r.Status));
        Assert.Equal(3, await rig.Client.ListRunsAsync().CountAsync());
        await rig.UntilAsync(() => rig.Executor.Running == 0);
        Assert.Equal(["hangs", "stopped"], _ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_WithADetachedChild_LeavesIt()
    {
        await using WorkerRig rig = await RigAsync();
        rig.Turn = TimeSpan.FromSeconds(1);
        ItemId run = await rig.StartAsync(s => s.Child("over", isDetached: true));
        await rig.StartWorkerAsync();
        ItemId child = await ChildAsync(rig, run, RunStatus.Waiting);

        await rig.Client.CancelAsync(run);

        Assert.Equal(RunStatus.Canceled, (await rig.EndAsync(run)).Status);
        await rig.CheckAsync();
        Assert.Equal("slept", await rig.OutputAsync(child));
        await rig.Client.RemoveAsync(run);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Any_CutsOffTheChildrenOfTheOtherBranches()
    {
        await using WorkerRig rig = await RigAsync();
        rig.Turn = TimeSpan.FromSeconds(1);
        rig.Executor.Scripts["branch"] = s =>
        {
            if (s.Item != "0")
            {
                return s.Child("slow", isDetached: s.Item == "1");
            }

            s.Sleep(TimeSpan.FromMinutes(1));
            return "first";
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Parallel("many", "branch", 3, isAny: true);
            return s.Child("echo", arguments: "on");
        });
        await rig.StartWorkerAsync();

        Assert.Equal("on!", await rig.OutputAsync(run));

        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "slow" }).AllAsync(r => r.Status.IsTerminal()));
        Assert.Equal([RunStatus.Canceled, RunStatus.Completed], (await rig.Client.ListRunsAsync(new RunQuery { Flow = "slow" }).Select(c => c.Status).ToArrayAsync()).OrderDescending());
        await rig.CheckAsync();
    }

    private void Hang(Script s)
    {
        _ran.Enqueue("hangs");
        s.Stop.WaitHandle.WaitOne();
        _ran.Enqueue("stopped");
        s.Stop.ThrowIfCancellationRequested();
    }
}
