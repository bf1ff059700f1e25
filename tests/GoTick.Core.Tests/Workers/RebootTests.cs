using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Workers;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Workers;

/// <summary>Runs that reboot machines.</summary>
public sealed class RebootTests
{
    private int _boot = 1;
    private int _told;

    [Fact]
    public async Task Reboot_MachineComesBack_GoesOnThereAndThenInItsOwnQueue()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Task("before", _ => { });
            s.Reboot();
            return s.Memo("queue", () => s.Journal.Run.Queue);
        });
        TestWorker first = await StartAsync(rig, "m1");
        await rig.UntilAsync(() => _told == 1);
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        RunView waiting = await rig.Client.GetRunAsync(run);
        Assert.Equal(("@m1", StepKind.Reboot, "m1"), (waiting.Queue, waiting.WaitsFor?.Kind, waiting.WaitsFor?.Name));
        await rig.CheckAsync();
        await rig.StopAsync(first);

        // Another machine's workers do not touch it, however long it takes.
        TestWorker other = await StartAsync(rig, "m2");
        await PassAsync(rig, TimeSpan.FromMinutes(30));
        Assert.Equal(RunStatus.Queued, (await rig.Client.GetRunAsync(run)).Status);
        await rig.CheckAsync();

        _boot = 2;
        await StartAsync(rig, "m1");
        Assert.Equal(FlowSettings.DefaultQueue, await rig.OutputAsync(run));
        Assert.Equal((1, FlowSettings.DefaultQueue, null), (_told, (await rig.Client.GetRunAsync(run)).Queue, (await rig.Client.GetRunAsync(run)).WaitsFor));
        Assert.Equal(["before", "reboot", "queue"], (await rig.Client.ReadStepsAsync(run)).Select(s => s.Key));
        await rig.StopAsync(other);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Reboot_WorkerDiesBeforeTheMachineIsTold_TellsItAfterwards()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Reboot();
            return "up";
        });
        TestWorker? dying = null;
        dying = await StartAsync(rig, "m1", _ => throw new LeaseLostException("killed"));
        await rig.UntilAsync(async () => (await rig.JournalAsync(run)).OfType<RebootStarted>().Any());
        await rig.StopAsync(dying);

        await StartAsync(rig, "m1", _ => _boot++);

        Assert.Equal("up", await rig.OutputAsync(run));
        Assert.Equal(1, _told);
        Assert.Single((await rig.JournalAsync(run)).OfType<RebootStarted>());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Reboot_MachineStaysUp_FailsInItsTimeAndIsCaughtOnEveryPass()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            string caught = "none";
            try
            {
                s.Reboot(TimeSpan.FromMinutes(1));
            }
            catch (TickException e)
            {
                caught = e.ErrorId;
            }

            s.Sleep(TimeSpan.FromSeconds(30));
            return caught + s.Journal.Run.Queue;
        });
        await StartAsync(rig, "m1");

        Assert.Equal(TickErrorId.RebootFailed + FlowSettings.DefaultQueue, await rig.OutputAsync(run));
        Assert.Equal(1, _told);
        Assert.Equal("Failed", (await rig.Client.ReadStepsAsync(run))[0].Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Reboot_CommandFails_FailsAtOnceWithWhatItSaid()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Reboot();
            return null;
        });
        await rig.StartWorkerAsync(o => o.RebootCommand = "echo no right to it >&2; exit 7");

        RunView view = await rig.EndAsync(run);

        Assert.Equal((RunStatus.Failed, TickErrorId.RebootFailed, FlowSettings.DefaultQueue), (view.Status, view.Error?.ErrorId, view.Queue));
        Assert.Contains("exit code 7 no right to it", view.Error!.Message, StringComparison.Ordinal);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Reboot_CanceledWhileTheMachineIsDown_NeedsNoWorker()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            s.Reboot();
            return null;
        });
        TestWorker worker = await StartAsync(rig, "m1");
        await rig.UntilAsync(async () => _told == 1 && (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        await rig.StopAsync(worker);

        await rig.Client.CancelAsync(run);

        Assert.Equal(RunStatus.Canceled, (await rig.Client.GetRunAsync(run)).Status);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Reboot_InABranch_IsRefused()
    {
        await using var rig = new WorkerRig();
        rig.Executor.Scripts["branch"] = s =>
        {
            try
            {
                s.Reboot();
                return "done";
            }
            catch (TickException e)
            {
                return e.ErrorId;
            }
        };
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "branch", 1)[0].Value.Text);
        await StartAsync(rig, "m1");

        Assert.Equal(TickErrorId.RebootInBranch, await rig.OutputAsync(run));
        Assert.Equal(0, _told);
    }

    private Task<TestWorker> StartAsync(WorkerRig rig, string machine, Action<CancellationToken>? tell = null) => rig.StartWorkerAsync(o => o.Machine = new MachineReboot(
        machine,
        () => $"{machine}/{_boot}",
        cancel =>
        {
            tell?.Invoke(cancel);
            _told++;
        }));

    private static async Task PassAsync(WorkerRig rig, TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            await rig.PassAsync(TimeSpan.FromSeconds(5));
        }
    }
}
