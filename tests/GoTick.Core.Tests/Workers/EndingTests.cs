using System.Collections.Concurrent;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>How runs come to their end: cancelled, out of time, with compensations and callbacks.</summary>
public sealed class EndingTests
{
    private readonly ConcurrentQueue<string> _ran = new();

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
        await rig.UntilAsync(() => _ran.Contains("hangs"));

        await rig.Client.CancelAsync(run, "enough");

        RunView view = await rig.EndAsync(run);
        Assert.Equal((RunStatus.Canceled, "enough", Account.OfThisProcess.Name), (view.Status, view.Reason, view.By));
        Assert.Equal(["hangs", "stopped", "undo b", "undo a"], _ran);
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
        await rig.UntilAsync(() => _ran.Count == 2);

        await rig.Client.CancelAsync(run);

        Assert.Equal(RunStatus.Canceled, (await rig.Client.GetRunAsync(run)).Status);
        await rig.UntilAsync(() => rig.Executor.Running == 0);
        Assert.Equal(2, _ran.Count(r => r == "stopped"));
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
        await rig.UntilAsync(() => _ran.Contains("hangs"));

        await rig.Client.CancelAsync(run, force: true);

        Assert.Equal(RunStatus.Canceled, (await rig.Client.GetRunAsync(run)).Status);
        await rig.UntilAsync(() => rig.Executor.Running == 0);
        Assert.Equal(["hangs", "stopped"], _ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Cancel_OfARunThatUndoes_ChangesNothing()
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["late"] = s =>
        {
            _ran.Enqueue("late");
            return _ran.Count < 3 ? throw new StepError("E") : null;
        };
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("a", "late", RetryPolicy.Default);
            throw new StepError("bad");
        });
        await rig.StartWorkerAsync();
        await rig.UntilAsync(() => _ran.Count == 1);
        RunView ending = await rig.Client.GetRunAsync(run);
        Assert.Equal((RunStatus.Failed, 1), (ending.Ending, ending.Compensations));

        await rig.Client.CancelAsync(run);

        RunView view = await rig.EndAsync(run);
        Assert.Equal((RunStatus.Failed, "bad", 3), (view.Status, view.Error!.ErrorId, _ran.Count));
        Assert.Null(view.Ending);
        await rig.CheckAsync();
    }

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
        Assert.Equal(ran.Split(','), _ran);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Compensation_ThatFails_IsRecordedAndTheNextOnesRun()
    {
        await using WorkerRig rig = Rig();
        rig.Executor.Scripts["bad"] = _ =>
        {
            _ran.Enqueue("bad");
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
        Assert.Equal(["undo b", "bad", "bad", "undo a", "bad"], _ran);
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
            _ran.Enqueue("second");
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
        await rig.UntilAsync(() => _ran.Contains("second"));
        first.Store.IsAway = true; // as good as dead: nothing of it arrives any more
        hangs = false;
        await rig.StartWorkerAsync(o => o.Lease = TimeSpan.FromSeconds(15));

        RunView view = await rig.EndAsync(run);

        Assert.Equal(RunStatus.Failed, view.Status);
        Assert.Equal(["undo c", "second", "second", "undo a"], _ran);
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

    private WorkerRig Rig()
    {
        var rig = new WorkerRig();
        rig.Executor.Scripts["sleeps"] = s =>
        {
            s.Sleep(TimeSpan.FromDays(1));
            return null;
        };
        foreach (string block in new[] { "undo a", "undo b", "undo c", "on Completed", "on Failed", "on Canceled", "on TimedOut" })
        {
            rig.Executor.Scripts[block] = _ =>
            {
                _ran.Enqueue(block);
                return null;
            };
        }

        return rig;
    }

    private void Hang(Script s)
    {
        _ran.Enqueue("hangs");
        s.Stop.WaitHandle.WaitOne();
        _ran.Enqueue("stopped");
        s.Stop.ThrowIfCancellationRequested();
    }
}
