using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>How runs come to their end: with compensations and callbacks, and out of time.</summary>
public sealed class EndingTests : EndingCase
{
    [Theory]
    [InlineData("completes", RunStatus.Completed, "on Completed")]
    [InlineData("fails", RunStatus.Failed, "undo b,undo a,on Failed")]
    [InlineData("cancelled", RunStatus.Canceled, "undo b,undo a,on Canceled")]
    [InlineData("hangs", RunStatus.TimedOut, "hangs,stopped,undo b,undo a,on TimedOut")]
    public async Task End_OfEachSort_RunsWhatIsRegisteredForIt(string how, RunStatus status, string ran)
    {
        await using WorkerRig rig = Rig();
        ItemId run = await rig.StartAsync(
            s =>
            {
                s.Undo("a", "undo a");
                foreach (RunStatus on in new[] { RunStatus.Completed, RunStatus.Failed, RunStatus.Canceled, RunStatus.TimedOut })
                {
                    s.On(on, "on " + on);
                }

                s.Undo("b", "undo b");
                s.Sleep(how == "cancelled" ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(1));
                s.Task("last", _ => (how switch { "fails" => (Action)(() => throw new StepError("E")), "hangs" => () => Hang(s), _ => () => { } })(), Script.Once);
                return "output";
            },
            settings: new FlowSettings { Timeout = how == "hangs" ? TimeSpan.FromMinutes(1) : null });
        await rig.StartWorkerAsync();
        if (how == "cancelled")
        {
            await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
            await rig.Client.CancelAsync(run);
        }

        RunView view = await rig.EndAsync(run);

        Assert.Equal(status, view.Status);
        Assert.Equal(status == RunStatus.Completed ? "output" : null, view.Output.Text);
        Assert.Equal(status == RunStatus.Failed ? "E" : null, view.Error?.ErrorId);
        Assert.Equal(ran.Split(','), Ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Compensation_ThatFails_IsRecordedAndTheNextOnesRun()
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["bad"] = _ =>
        {
            Ran.Enqueue("bad");
            throw new StepError("no");
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "undo a");
            s.Undo("a", "bad", new RetryPolicy { MaxAttempts = 2, RetryDelay = TimeSpan.FromMinutes(1) });
            s.On(RunStatus.Failed, "bad");
            s.Undo("b", "undo b");
            throw new StepError("first");
        });
        await rig.StartWorkerAsync();

        RunView view = await rig.EndAsync(run);

        Assert.Equal((RunStatus.Failed, "first", 2), (view.Status, view.Error!.ErrorId, view.FailedAtEnd));
        Assert.Equal(["undo b", "bad", "bad", "undo a", "bad"], Ran);
        Assert.Equal(
            [("b", "Completed", 1), ("a#2", "Failed", 2), ("a", "Completed", 1), ("on:Failed", "Failed", 1)],
            (await rig.Client.ReadStepsAsync(run)).Select(s => (s.Key, s.Status, s.Attempts)));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Compensation_ItsWorkerDies_GoesOnWithTheNextAndRepeatsNone()
    {
        await using WorkerRig rig = Rig();
        bool hangs = true;
        rig.Executor.Scripts["second"] = s =>
        {
            Ran.Enqueue("second");
            if (hangs)
            {
                s.Stop.WaitHandle.WaitOne();
                s.Stop.ThrowIfCancellationRequested();
            }

            return null;
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "undo a");
            s.Undo("b", "second");
            s.Undo("c", "undo c");
            throw new StepError("first");
        });
        TestWorker first = await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));
        await rig.UntilAsync(() => Ran.Contains("second"));
        first.Store.IsAway = true; // as good as dead: nothing of it arrives any more
        hangs = false;
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));

        RunView view = await rig.EndAsync(run);

        Assert.Equal(RunStatus.Failed, view.Status);
        Assert.Equal(["undo c", "second", "second", "undo a"], Ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Register_InABranch_IsRefused()
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["registers"] = s =>
        {
            s.Undo("a", "undo a");
            return null;
        };
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "registers", 1)[0].Error!.ErrorId);
        await rig.StartWorkerAsync();
        Assert.Equal(TickErrorId.RegisteredInBranch, await rig.OutputAsync(run));
    }

    [Theory]
    [InlineData("asleep", 8)]
    [InlineData("suspended", 8)]
    [InlineData("suspended by the engine", 8)]
    [InlineData("waiting for branches", 8)]
    [InlineData("waiting for branches that hold all slots", 2)]
    public async Task Timeout_OfARunThatWaits_EndsItAtItsTime(string where, int slots)
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["hangs"] = s =>
        {
            s.Task("block", _ => Hang(s));
            return null;
        };
        ItemId run = await rig.StartAsync(
            s =>
            {
                switch (where)
                {
                    case "asleep" or "suspended":
                        s.Sleep(TimeSpan.FromDays(1));
                        break;
                    case "suspended by the engine":
                        throw new TickException(TickErrorId.NonDeterminism, TickErrorKind.InvalidState, "odd");
                }

                s.Parallel("many", "hangs", 3);
                return null;
            },
            settings: new FlowSettings { Timeout = TimeSpan.FromMinutes(5) });
        await rig.StartWorkerAsync(o => o.Concurrency = slots);
        if (where == "suspended")
        {
            await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
            await rig.Client.SuspendAsync(run);
        }

        RunView view = null!;
        await rig.UntilAsync(async () => (view = await rig.Client.GetRunAsync(run)).Status.IsTerminal());

        Assert.Equal(RunStatus.TimedOut, view.Status);
        Assert.InRange(view.Ended!.Value - view.Started!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(5));
        await rig.CheckAsync();
    }
}
