using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Examples;

/// <summary>Each example as a person runs it: a <c>gotick run</c> process.</summary>
public abstract class ExampleTests : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <summary>The store that the examples run on; null = the folder's file.</summary>
    protected virtual string? Store => null;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CloseOrder_RunToItsEnd_ClosesAfterTheSleep()
    {
        await using Gotick run = await Run("close-order.ps1", "-OrderId", "42");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(run.Messages, m => m.Contains("order 42 closed after", StringComparison.Ordinal));
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal(RunStatus.Completed, view.Status);
        Assert.Equal(["created", "wait-close", "close-order"], steps.Select(s => s.Key));
        Assert.True(steps[2].Time - steps[0].Time >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task ParallelDownload_OneFileFailsTwice_SavesAll()
    {
        using var server = new AnswerServer((what, times) => what == "GET /b.txt" && times <= 2 ? (500, "no") : (200, "text of " + what[5..]));

        await using Gotick run = await Run(
            "parallel-download.ps1", "-Url", server.Address + "/a.txt", "-Url", server.Address + "/b.txt", "-Url", server.Address + "/c.txt", "-Folder", "files");

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] names = ["a.txt", "b.txt", "c.txt"];
        Assert.Equal(names.Select(n => _folder.File("files/" + n)), run.Output);
        Assert.All(names, name => Assert.Equal("text of " + name, File.ReadAllText(_folder.File("files/" + name))));
        Assert.Equal(3, server.Asked.Count(a => a == "GET /b.txt"));
        Assert.Equal(1, server.Asked.Count(a => a == "GET /a.txt"));
        (_, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal(["download[0]", "download[1]", "download[2]"], steps[^1].FanOut!.Branches.Select(b => b.Key));
        Assert.Equal(3, steps[^1].FanOut!.Branches[1].Steps[0].Attempts);
    }

    [Fact]
    public async Task ParallelTranslate_OneServiceFailsOnce_WritesBoth()
    {
        using var server = new AnswerServer((what, times) => what switch
        {
            "GET /en?text=guten Tag" => (200, "good day"),
            _ when times == 1 => (503, "busy"),
            _ => (200, "bonjour"),
        });

        await using Gotick run = await Run("parallel-translate.ps1", "-Service", server.Address, "-Text", "guten Tag");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["en: good day", "fr: bonjour"], run.Output);
        Assert.Equal(3, server.Asked.Count);
    }

    [Fact]
    public async Task ForLoop_OneItemFailsFiveTimes_CountsAll()
    {
        await using Gotick run = await Run("for-loop.ps1");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["shipped 5 parcels"], run.Output);
        Assert.Equal(6, _folder.Lines("for-loop.log").Count(l => l == "parcel 3"));
        Assert.Equal(10, _folder.Lines("for-loop.log").Length);
        (_, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal([1, 1, 6, 1, 1], steps.Where(s => s.Kind == StepKind.Task).Select(s => s.Attempts));
    }

    [Fact]
    public async Task RollingRestart_OneServerIsSlow_KeepsTheOrder()
    {
        using var first = new AnswerServer((what, times) => what == "GET /health" && times <= 2 ? (503, "starting") : (200, "ok"));
        using var second = new AnswerServer((_, _) => first.Asked.Count == 4 ? (200, "ok") : (500, "too early"));

        await using Gotick run = await Run("rolling-restart.ps1", "-Server", first.Address, "-Server", second.Address, "-PauseSeconds", "0.3");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["2 servers restarted"], run.Output);
        Assert.Equal(["POST /restart", "GET /health", "GET /health", "GET /health"], first.Asked);
        Assert.Equal(["POST /restart", "GET /health"], second.Asked);
    }

    [Theory]
    [InlineData("approve", "after the backup", "2.1 is live. Approved by {0} (Unverified): after the backup", "2.1", "2.1")]
    [InlineData("deny", "not on a Friday", "2.1 is not deployed. Denied by {0} (Unverified): not on a Friday", "2.0", null)]
    public async Task DeployWithApproval_Answered_DeploysOrRollsBack(string answer, string comment, string output, string staging, string? production)
    {
        string me = Account.OfThisProcess.Name;
        _folder.Write("staging.txt", "2.0");
        string[] store = Store is null ? [] : ["--store", Store];
        await using Gotick run = Gotick.Start(
            _folder.Path, ["run", .. store, TestFolder.Example("deploy-with-approval.ps1"), "-Version", "2.1", "-Approver", me, "-Approver", "somebody-else", "-Site", _folder.Path]);
        Assert.True(await run.SaysAsync("production"), run.ToString());
        string id = (await _folder.OnlyRunAsync(Store)).Run.Id.Text;

        await using Gotick asked = await Gotick.RunAsync(_folder.Path, ["approvals", .. store]);
        await using Gotick vote = await Gotick.RunAsync(_folder.Path, [answer, .. store, id, "-m", comment]);

        Assert.Contains(asked.Output, l => l.Contains("Deploy 2.1 to production?", StringComparison.Ordinal));
        Assert.True(vote.ExitCode == 0, vote.ToString());
        Assert.Equal(0, await run.ExitAsync());
        Assert.Equal([string.Format(System.Globalization.CultureInfo.InvariantCulture, output, me)], run.Output);
        Assert.Equal([staging], _folder.Lines("staging.txt"));
        Assert.Equal(production is null ? [] : [production], _folder.Lines("production.txt"));
    }

    [Fact]
    public async Task TenantLimits_SeveralOfOneTenant_GoOneAfterTheOther()
    {
        string[] store = Store is null ? [] : ["--store", Store];
        Gotick[] runs = [.. new[] { "acme", "acme", "umbrella", "acme" }.Select(tenant => Gotick.Start(
            _folder.Path, ["run", "--new", .. store, TestFolder.Example("tenant-limits.ps1"), "-Tenant", tenant, "-Folder", _folder.Path, "-Seconds", "0.5"]))];
        try
        {
            foreach (Gotick run in runs)
            {
                Assert.True(await run.ExitAsync() == 0, run.ToString());
            }

            Assert.Equal(Enumerable.Repeat(new[] { "begin", "upload", "end" }, 3).SelectMany(l => l), _folder.Lines("acme.log"));
            Assert.Equal(["begin", "upload", "end"], _folder.Lines("umbrella.log"));
        }
        finally
        {
            foreach (Gotick run in runs)
            {
                await run.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task OrderSaga_ParcelSent_Completes()
    {
        await using Gotick run = await Run("order-saga.ps1", "-OrderId", "42");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["order 42 completed"], run.Output);
        Assert.Equal(["goods reserved", "money charged", "parcel sent"], _folder.Lines("order-42.log"));
    }

    [Fact]
    public async Task OrderSaga_ParcelLost_IsUndoneInReverseOrder()
    {
        await using Gotick run = await Run("order-saga.ps1", "-OrderId", "43", "-Parcel", "lost");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(
            ["goods reserved", "money charged", "money refunded", "goods freed", "told support: the parcel of order 43 was lost"], _folder.Lines("order-43.log"));
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal((RunStatus.Failed, 2, 0), (view.Status, view.Compensations, view.FailedAtEnd));
        Assert.Equal(["refund", "free goods", "callback:failure"], steps.Skip(3).Select(s => s.Key));
    }

    [Fact]
    public async Task OrderSaga_Canceled_IsUndoneTheSame()
    {
        await using Gotick run = Start("order-saga.ps1", "-OrderId", "44", "-Parcel", "slow");
        Assert.True(await run.SaysAsync("charge"), run.ToString());
        (RunView view, _) = await _folder.OnlyRunAsync(Store);

        await using Gotick cancel = await Gotick.RunAsync(
            _folder.Path, ["cancel", .. Store is null ? [] : new[] { "--store", Store }, "--reason", "too slow", "--wait", view.Id.Text]);

        Assert.True(cancel.ExitCode == 0, cancel.ToString());
        Assert.True(await run.ExitAsync() == 3, run.ToString());
        Assert.Equal(["goods reserved", "money charged", "money refunded", "goods freed", "told customer: too slow"], _folder.Lines("order-44.log"));
    }

    [Fact]
    public async Task NightlyBackup_WorkerPublishesIt_HasItsScheduleAndPacksEachNight()
    {
        _folder.Write("data/a.txt", "a");
        _folder.Write("flows/nightly-backup.ps1", File.ReadAllText(TestFolder.Example("nightly-backup.ps1")));
        string[] store = Store is null ? [] : ["--store", Store];
        Dictionary<string, string> environment = new() { ["BACKUP_SOURCE"] = _folder.File("data"), ["BACKUP_TARGET"] = _folder.File("backups") };
        await using Gotick worker = Gotick.StartWith(environment, _folder.Path, ["worker", .. store, "--flows", "flows"]);
        Assert.True(await worker.SaysAsync("serves default"), worker.ToString());

        await using Gotick next = await Gotick.RunAsync(_folder.Path, ["schedules", "next", .. store, "nightly-backup"]);
        await using Gotick now = await Gotick.RunAsync(_folder.Path, ["schedules", "run", .. store, "nightly-backup"]);
        await using Gotick backfill = await Gotick.RunAsync(
            _folder.Path, ["schedules", "backfill", .. store, "--from", "2026-03-27T00:00:00Z", "--to", "2026-03-30T12:00:00Z", "nightly-backup"]);

        Assert.Equal(10, next.Output.Count(l => l.Contains(" 02:00:00 +0", StringComparison.Ordinal)));
        Assert.True(backfill.ExitCode == 0 && now.ExitCode == 0, $"{now}\n{backfill}");
        await using TickClient client = await TickClient.ConnectAsync(Store ?? _folder.Store);
        // On 29 March the clock is set on at two: that night's time is three o'clock, 01:00 UTC.
        string[] ids = [.. now.Output, "nightly-backup@2026-03-27T01:00:00Z", "nightly-backup@2026-03-28T01:00:00Z", "nightly-backup@2026-03-29T01:00:00Z", "nightly-backup@2026-03-30T00:00:00Z"];
        foreach (string id in ids)
        {
            RunView? run = null;
            while (run is null)
            {
                try
                {
                    run = await client.WaitAsync(ItemId.FromStored(id), cancel: TestContext.Current.CancellationToken);
                }
                catch (GoTick.Core.Errors.TickException e) when (e.ErrorId == GoTick.Core.Errors.TickErrorId.RunNotFound)
                {
                    await Task.Delay(50, TestContext.Current.CancellationToken); // it is started in a moment
                }
            }

            Assert.True(run.Status == RunStatus.Completed, $"{id}: {run.Error?.Message}");
        }

        Assert.Equal(5, Directory.GetFiles(_folder.File("backups"), "*.zip").Length);
        Assert.True(File.Exists(_folder.File("backups/2026-03-29-010000.zip")));
    }

    [Fact]
    public async Task PollUntilReady_ReadyAtTheFifthTime_GoesOnAsNewEachRound()
    {
        using var server = new AnswerServer((_, times) => times == 2 ? (503, "busy") : times < 6 ? (200, "building") : (200, "ready"));

        await using Gotick run = await Run("poll-until-ready.ps1", "-Uri", server.Address + "/state", "-EverySeconds", "0.1");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["ready, after 5 rounds"], run.Output);
        Assert.Equal(6, server.Asked.Count);
        (RunView view, IReadOnlyList<StepView> steps) = await _folder.OnlyRunAsync(Store);
        Assert.Equal((RunStatus.Completed, 4), (view.Status, view.Continued));
        Assert.Equal(["ask"], steps.Select(s => s.Key));
    }

    [Fact]
    public async Task FleetUpdate_OneServerFails_UpdatesTheOthersEachByARunOfItsOwn()
    {
        using var good = new AnswerServer((_, _) => (200, "ok"));
        using var bad = new AnswerServer((what, _) => what.Contains("install", StringComparison.Ordinal) ? (500, "no") : (200, "ok"));
        using var last = new AnswerServer((_, _) => (200, "ok"));

        await using Gotick run = await Run("fleet-update.ps1", "-Server", good.Address, "-Server", bad.Address, "-Server", last.Address, "-Version", "2.1");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, run.Output.Count);
        Assert.Equal($"{good.Address} runs 2.1", run.Output[0]);
        Assert.Contains("failed", run.Output[1], StringComparison.Ordinal);
        Assert.Equal($"{last.Address} runs 2.1", run.Output[2]);
        Assert.Equal(["POST /drain", "POST /install/2.1", "POST /install/2.1", "POST /enable"], bad.Asked);
        await using TickClient client = await TickClient.ConnectAsync(Store ?? _folder.Store);
        RunView parent = await client.ListRunsAsync(new RunQuery { Flow = "fleet-update" }).SingleAsync();
        RunView[] children = await client.ListRunsAsync(new RunQuery { Parent = parent.Id }).ToArrayAsync();
        Assert.Equal([RunStatus.Completed, RunStatus.Completed, RunStatus.Failed], children.Select(c => c.Status).Order());
        Assert.All(children, c => Assert.Equal((parent.Queue, "fleet"), (c.Queue, Assert.Single(c.Tags))));
    }

    private Gotick Start(string example, params string[] arguments) =>
        Gotick.Start(_folder.Path, ["run", .. Store is null ? [] : new[] { "--store", Store }, TestFolder.Example(example), .. arguments]);

    [Fact]
    public async Task RebootAndGoOn_WorkerKilledByTheReboot_GoesOnInTheNextBoot()
    {
        _folder.Write("flows/reboot-and-go-on.ps1", File.ReadAllText(TestFolder.Example("reboot-and-go-on.ps1")));
        string[] store = Store is null ? [] : ["--store", Store];
        string[] work = ["worker", .. store, "--flows", "flows", "--reboot-command", "echo rebooted >> reboots.txt; kill -9 $PPID"];
        await using Gotick first = Gotick.StartWith(new Dictionary<string, string> { ["GOTICK_BOOT_ID"] = "1" }, _folder.Path, work);
        Assert.True(await first.SaysAsync("serves default"), first.ToString());
        await using Gotick start = await Gotick.RunAsync(_folder.Path, ["start", .. store, "--id", "r", "reboot-and-go-on", "-Log", _folder.File("log.txt")]);
        Assert.True(start.ExitCode == 0, start.ToString());
        Assert.NotEqual(0, await first.ExitAsync());
        await using Gotick down = await Gotick.RunAsync(_folder.Path, ["show", .. store, "r"]);
        Assert.Contains(down.Output, l => l.Contains("reboot '", StringComparison.Ordinal));

        await using Gotick second = Gotick.StartWith(new Dictionary<string, string> { ["GOTICK_BOOT_ID"] = "2" }, _folder.Path, work);
        await using Gotick wait = await Gotick.RunAsync(_folder.Path, ["watch", .. store, "r"]);

        Assert.True(wait.ExitCode == 0, wait.ToString());
        Assert.Equal(["patched", "up again"], _folder.Lines("log.txt"));
        Assert.Equal(["rebooted"], _folder.Lines("reboots.txt"));
        Assert.Equal("default", (await _folder.OnlyRunAsync(Store)).Run.Queue);
    }

    [Fact]
    public async Task CopyFiles_ThreeOfThem_AreThereAndTheLogSaysHowFarItWas()
    {
        foreach (string name in new[] { "a.txt", "b.txt", "c.txt" })
        {
            _folder.Write("from/" + name, name);
        }

        Directory.CreateDirectory(_folder.File("to"));
        await using Gotick run = await Run("copy-files.ps1", "-From", _folder.File("from"), "-To", _folder.File("to"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["3 files copied"], run.Output);
        Assert.Equal(["a.txt", "b.txt", "c.txt"], Directory.GetFiles(_folder.File("to")).Select(Path.GetFileName).Order());
        Assert.Contains(run.Messages, m => m.Contains("a.txt: 5 bytes", StringComparison.Ordinal));
    }

    private Task<Gotick> Run(string example, params string[] arguments) =>
        Gotick.RunAsync(_folder.Path, ["run", .. Store is null ? [] : new[] { "--store", Store }, TestFolder.Example(example), .. arguments]);
}
