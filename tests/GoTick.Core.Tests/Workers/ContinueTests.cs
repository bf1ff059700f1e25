using System.Collections.Concurrent;
using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;
using Xunit;

namespace GoTick.Core.Tests.Workers;

/// <summary>Runs that go on as new, in a fresh journal under the same id.</summary>
public sealed class ContinueTests
{
    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task Continue_TwoThousandTimes_TakesBoundedSpace()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => Loop(s, 2000));
        TestWorker worker = await rig.StartWorkerAsync();

        int most = 0;
        long bytes = 0;
        RunView? view = null;
        await rig.UntilAsync(async () =>
        {
            ItemHeader header = (await rig.Memory.ReadHeaderAsync(run))!;
            most = Math.Max(most, header.Length);
            bytes = Math.Max(bytes, header.Bytes);
            return (view = await rig.Client.GetRunAsync(run)).Status.IsTerminal();
        });

        Assert.Equal((RunStatus.Completed, "2000", 2000), (view!.Status, view.Output.Text, view.Continued));
        Assert.InRange(most, 1, 5);
        Assert.InRange(bytes, 1, 2_000);
        Assert.Equal(2000, _ran.Count);
        Assert.Single((await rig.Memory.DumpAsync(0)).Items);
        Assert.Equal(0, worker.Worker.Running);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Continue_KeepsWhatBelongsToTheRun()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("flow", s => Loop(s, 2), new FlowSettings { Timeout = TimeSpan.FromHours(1), Retention = TimeSpan.FromDays(1) });
        var request = new StartRequest { Flow = "flow", Id = ItemId.ParseRoot("run"), Tags = ["t"], Queue = "own", Priority = 7, WorkingDirectory = "here", Arguments = new Payload("0") };
        ItemId run = (await rig.Client.StartAsync(request)).Id;
        RunView before = await rig.Client.GetRunAsync(run);
        var first = (RunStarted)(await rig.JournalAsync(run))[0];
        await rig.StartWorkerAsync(o => o.Queues = ["own"]);

        await rig.OutputAsync(run);

        RunView after = await rig.Client.GetRunAsync(run);
        var last = (RunStarted)(await rig.JournalAsync(run))[0];
        Assert.Equal((before.Version, before.Queue, before.Created, 2), (after.Version, after.Queue, after.Created, after.Continued));
        Assert.Equal(first with { At = last.At, Arguments = new Payload("2"), FirstArguments = first.Arguments, Tags = last.Tags }, last);
        Assert.Equal(first.Tags, last.Tags);
        Assert.True(last.At > default(StoreTime));
        Assert.False((await rig.Client.StartAsync(request with { IfExists = ExistingRun.Return })).IsNew);
    }

    [Fact]
    public async Task Continue_WithSignalsThatWereNotTaken_KeepsThem()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            string? got = s.Signal("s");
            return got == "3" ? s.Journal.Run.Arguments.Text + got : throw s.Continue(s.Journal.Run.Arguments.Text + got);
        });
        foreach (string value in new[] { "1", "2", "3" })
        {
            await rig.Client.SendSignalAsync(new SignalRequest { Run = run, Name = "s", Value = new Payload(value) });
        }

        await rig.StartWorkerAsync();

        Assert.Equal("123", await rig.OutputAsync(run));
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Continue_BehindBranchesAChildAndAStart_StartsThemAnewEachTime()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("echo", s => "e");
        rig.Executor.Scripts["branch"] = s => s.Memo("seen", () =>
        {
            _ran.Enqueue(s.Item);
            return s.Item;
        });
        ItemId run = await rig.StartAsync(s =>
        {
            s.Parallel("many", "branch", 2);
            s.Child("echo");
            s.Start("echo");
            return s.Journal.Run.Arguments.Text is { Length: 2 } done ? done : throw s.Continue(s.Journal.Run.Arguments.Text + "x");
        });
        await rig.StartWorkerAsync();

        Assert.Equal("xx", await rig.OutputAsync(run));

        Assert.Equal(6, _ran.Count);
        Assert.Equal(3, await rig.Client.ListRunsAsync(new RunQuery { Parent = run }).CountAsync());
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "echo" }).CountAsync(r => r.Status == RunStatus.Completed) == 6);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Continue_DropsStateAndCallbacks()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["told"] = _ =>
        {
            _ran.Enqueue("told");
            return null;
        };
        ItemId run = await rig.StartAsync(s =>
        {
            string state = s.Journal.GetState("n").IsNone ? "none" : "some";
            s.On(RunStatus.Completed, "told");
            s.Journal.SetState("n", new Payload("1"), Script.Here);
            return s.Journal.Run.Arguments.Text is { } seen ? seen + state : throw s.Continue(state);
        });
        await rig.StartWorkerAsync();

        Assert.Equal("nonenone", await rig.OutputAsync(run));

        Assert.Single(_ran);
    }

    [Fact]
    public async Task Continue_WithCompensations_IsRefusedAndTheRunGoesOn()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Undo("u", "undo");
            try
            {
                throw s.Continue("again");
            }
            catch (TickException e)
            {
                return e.ErrorId;
            }
        });
        await rig.StartWorkerAsync();

        Assert.Equal(TickErrorId.RestartRefused, await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Continue_InABranch_IsRefused()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["branch"] = s => throw s.Continue("again");
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "branch", 1, stopsOnFailure: false)[0].Error!.ErrorId);
        await rig.StartWorkerAsync();

        Assert.Equal(TickErrorId.RestartInBranch, await rig.OutputAsync(run));
    }

    [Fact]
    public async Task Continue_BeforeTheJournalHasEnded_IsNonDeterminism()
    {
        await using var rig = new WorkerRig();
        int passes = 0;
        ItemId run = await rig.StartAsync(s =>
        {
            if (Interlocked.Increment(ref passes) == 2)
            {
                throw s.Continue("again");
            }

            s.Sleep(TimeSpan.FromSeconds(5));
            return "end";
        });
        await rig.StartWorkerAsync();

        RunView view = await rig.EndAsync(run);

        Assert.Equal((RunStatus.Suspended, TickErrorId.NonDeterminism), (view.Status, view.Error!.ErrorId));
    }

    [Fact]
    public async Task Cancel_OfARunThatGoesOnForEver_EndsIt()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => Loop(s, int.MaxValue));
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Continued > 3);

        await rig.Client.CancelAsync(run);

        Assert.Equal(RunStatus.Canceled, (await rig.EndAsync(run)).Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task TimeLimit_CountsFromTheFirstActivation()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(
            s =>
            {
                s.Sleep(TimeSpan.FromMinutes(1));
                throw s.Continue("again");
            },
            settings: new FlowSettings { Timeout = TimeSpan.FromMinutes(3) });
        await rig.StartWorkerAsync();

        RunView view = await rig.EndAsync(run);

        Assert.Equal(RunStatus.TimedOut, view.Status);
        Assert.InRange(view.Continued, 1, 2);
    }

    private string Loop(Script s, int times)
    {
        int n = int.Parse(s.Journal.Run.Arguments.Text ?? "0", CultureInfo.InvariantCulture);
        if (n == times)
        {
            return s.Journal.Run.Arguments.Text!;
        }

        s.Task("work", _ => _ran.Enqueue("work"));
        throw s.Continue((n + 1).ToString(CultureInfo.InvariantCulture));
    }
}
