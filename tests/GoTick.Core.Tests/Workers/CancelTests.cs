using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>How runs are cancelled, wherever they are.</summary>
public sealed class CancelTests : EndingCase
{
    [Theory]
    [InlineData("never begun")]
    [InlineData("asleep")]
    [InlineData("waiting for branches")]
    [InlineData("suspended")]
    public async Task Cancel_OfARunThatNobodyExecutes_NeedsNoWorker(string where)
    {
        await using WorkerRig rig = Rig();
        ItemId run = await rig.StartAsync(s =>
        {
            switch (where)
            {
                case "asleep":
                    s.Sleep(TimeSpan.FromDays(1));
                    break;
                case "waiting for branches":
                    s.Parallel("many", "sleeps", 3);
                    break;
                case "suspended":
                    throw new TickException(TickErrorId.NonDeterminism, TickErrorKind.InvalidState, "odd");
            }

            return null;
        });
        if (where != "never begun")
        {
            TestWorker worker = await rig.StartWorkerAsync();
            await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status is RunStatus.Waiting or RunStatus.Suspended && rig.Executor.Running == 0);
            await rig.StopAsync(worker);
        }

        await rig.Client.CancelAsync(run, "not wanted", "me");

        RunView view = await rig.Client.GetRunAsync(run);
        Assert.Equal((RunStatus.Canceled, "not wanted", "me"), (view.Status, view.Reason, view.By));
        Assert.Single((await rig.Memory.DumpAsync(0)).Items);
        await rig.CheckAsync();
        await rig.Client.CancelAsync(run); // once more changes nothing
        Assert.Equal("me", (await rig.Client.GetRunAsync(run)).By);
    }

    [Fact]
    public async Task Cancel_OfWhatIsNoRun_IsNotFound()
    {
        await using WorkerRig rig = Rig();
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "sleeps", 1).ToString());
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        foreach (string id in new[] { "nobody", run.Gate(1) + ".0" })
        {
            TickException error = await Assert.ThrowsAsync<TickException>(() => rig.Client.CancelAsync(ItemId.FromStored(id)));
            Assert.Equal(TickErrorId.RunNotFound, error.ErrorId);
        }
    }

    [Fact]
    public async Task Cancel_OfARunningBlock_StopsItThenUndoesInReverseOrder()
    {
        await using WorkerRig rig = Rig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "undo a");
            s.Task("one", _ => { });
            s.Undo("b", "undo b");
            s.Task("two", _ => Hang(s));
            return null;
        });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(() => Ran.Contains("hangs"));

        await rig.Client.CancelAsync(run, "enough");

        RunView view = await rig.EndAsync(run);
        Assert.Equal((RunStatus.Canceled, "enough", Account.OfThisProcess.Name), (view.Status, view.Reason, view.By));
        Assert.Equal(["hangs", "stopped", "undo b", "undo a"], Ran);
        IReadOnlyList<StepView> steps = await rig.Client.ReadStepsAsync(run);
        Assert.Equal([("one", StepKind.Task), ("b", StepKind.Compensation), ("a", StepKind.Compensation)], steps.Select(s => (s.Key, s.Kind)));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_WhileBranchesHoldAllSlots_StopsThem()
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["hangs"] = s =>
        {
            s.Task("block", _ => Hang(s));
            return null;
        };
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "hangs", 4).ToString());
        await rig.StartWorkerAsync(o => (o.Concurrency, o.Lease) = (2, TimeSpan.FromSeconds(15)));
        await rig.UntilAsync(() => Ran.Count == 2);

        await rig.Client.CancelAsync(run);

        Assert.Equal(RunStatus.Canceled, (await rig.Client.GetRunAsync(run)).Status);
        await rig.UntilAsync(() => rig.Executor.Running == 0);
        Assert.Equal(2, Ran.Count(r => r == "stopped"));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_ByForce_EndsAtOnceWithoutCompensations()
    {
        await using WorkerRig rig = Rig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "undo a");
            s.Task("two", _ => Hang(s));
            return null;
        });
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(() => Ran.Contains("hangs"));

        await rig.Client.CancelAsync(run, force: true);

        Assert.Equal(RunStatus.Canceled, (await rig.Client.GetRunAsync(run)).Status);
        await rig.UntilAsync(() => rig.Executor.Running == 0);
        Assert.Equal(["hangs", "stopped"], Ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_OfARunThatUndoes_ChangesNothing()
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["late"] = s =>
        {
            Ran.Enqueue("late");
            return Ran.Count < 3 ? throw new StepError("E") : null;
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "late", RetryPolicy.Default);
            throw new StepError("bad");
        });
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => Ran.Count == 1);
        RunView ending = await rig.Client.GetRunAsync(run);
        Assert.Equal((RunStatus.Failed, 1), (ending.Ending, ending.Compensations));

        await rig.Client.CancelAsync(run);

        RunView view = await rig.EndAsync(run);
        Assert.Equal((RunStatus.Failed, "bad", 3), (view.Status, view.Error!.ErrorId, Ran.Count));
        Assert.Null(view.Ending);
        await rig.CheckAsync();
    }
}
