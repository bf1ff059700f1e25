using System.Text;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Tests.Workers;

namespace GoTick.Core.Tests.Client.Transfer;

/// <summary>A run goes into a file and out of it into another store.</summary>
public sealed class TransferTests
{
    private static readonly ItemId Copy = ItemId.ParseRoot("copy");

    [Theory]
    [InlineData("run")]
    [InlineData("copy")]
    public async Task Import_OfAnEndedRun_ShowsItAsItWas(string id)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s =>
        {
            string memo = s.Memo("m", () => "value");
            if (!s.Journal.IsReplaying)
            {
                s.Journal.Log(new StreamRecord { Stream = StreamKind.Host, Text = "said", Time = s.Journal.StoreTime });
            }

            return memo + string.Concat(s.Parallel("many", "branch", 3).Select(r => r.Value.Text));
        });
        rig.Executor.Scripts["branch"] = s => s.Memo("b", () => s.Item);
        await rig.StartWorkerAsync();
        RunView ended = await rig.EndAsync(run);
        await using var other = new WorkerRig();
        other.Time.Advance(TimeSpan.FromDays(1));

        StartResult imported = await ImportAsync(other.Client, await ExportAsync(rig.Client, run), ItemId.ParseRoot(id));

        RunView view = await other.Client.GetRunAsync(imported.Id);
        Assert.Equal(ended with { Id = view.Id, Cursor = view.Cursor, Tags = view.Tags }, view);
        Assert.Equal(
            (await rig.Client.ReadStepsAsync(run)).Select(s => (s.Key, s.Kind, s.Status, s.Time, s.Value)),
            (await other.Client.ReadStepsAsync(view.Id)).Select(s => (s.Key, s.Kind, s.Status, s.Time, s.Value)));
        Assert.Equal("said", (await other.Client.ReadLogAsync(view.Id)).Single().Record.Text);
        Assert.Equal(view.Id, (await other.Client.ListRunsAsync(new RunQuery { Flow = "flow", Statuses = [RunStatus.Completed] }).SingleAsync()).Id);
        await other.CheckAsync();
    }

    [Theory]
    [InlineData("run", false)]
    [InlineData("copy", false)]
    [InlineData("copy", true)]
    public async Task Import_OfARunThatWaitsForAChild_BringsTheChildAndRunsNoRecordedStepAgain(string id, bool isSuspended)
    {
        await using var rig = new WorkerRig();
        List<string> made = [];
        void Flows(WorkerRig at)
        {
            at.Executor.Scripts["flow"] = s => s.Memo("before", () => Made("a")) + s.Child("middle") + s.Memo("after", () => Made("d"));
            at.Executor.Scripts["middle"] = s => s.Child("inner", isDetached: true);
            at.Executor.Scripts["inner"] = s =>
            {
                string value = s.Memo("before", () => Made("b"));
                s.Sleep(TimeSpan.FromHours(1));
                return value + s.Memo("after", () => Made("c"));
            };
        }

        string Made(string what)
        {
            made.Add(what);
            return what;
        }

        await rig.PublishAsync("middle", _ => null);
        await rig.PublishAsync("inner", _ => null);
        ItemId run = await rig.StartAsync(_ => null);
        Flows(rig);
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "inner" }).AnyAsync(r => r.Status == RunStatus.Waiting));
        if (isSuspended)
        {
            await rig.Client.SuspendAsync(run);
            await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Suspended);
        }

        Stream file = await ExportAsync(rig.Client, run);
        await using var other = new WorkerRig();
        Flows(other);
        other.Time.Advance(TimeSpan.FromHours(5));
        ItemId copy = ItemId.ParseRoot(id);

        await ImportAsync(other.Client, file, copy);
        file.Position = 0;
        await ImportAsync(other.Client, file, copy); // the same again changes nothing

        RunView[] arrived = await other.Client.ListRunsAsync().ToArrayAsync();
        arrived = await Task.WhenAll(arrived.Select(r => other.Client.GetRunAsync(r.Id))); // with their errors
        Assert.Equal(["flow", "inner", "middle"], arrived.Select(r => r.Flow).Order());
        Assert.All(arrived, r => Assert.Equal((RunStatus.Suspended, TickErrorId.RunImported), (r.Status, r.Error?.ErrorId)));
        Assert.All(arrived, r => Assert.StartsWith(id, r.Id.Text, StringComparison.Ordinal));
        await other.CheckAsync();
        await other.StartWorkerAsync();
        foreach (RunView one in arrived)
        {
            await other.Client.ResumeAsync(one.Id);
        }

        Assert.Equal("abcd", await other.OutputAsync(copy));
        Assert.Equal(["a", "b", "c", "d"], made);
        await other.CheckAsync();
    }

    /// <summary>The end of the child lies in the run's inbox: it comes along, under whatever id.</summary>
    [Theory]
    [InlineData("run")]
    [InlineData("copy")]
    public async Task Import_OfASuspendedRunWhoseChildHasEnded_GoesOnWithItsOutput(string id)
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("child", s =>
        {
            s.Sleep(TimeSpan.FromMinutes(1));
            return "c";
        });
        ItemId run = await rig.StartAsync(s => s.Child("child") + "!");
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "child" }).AnyAsync(r => r.Status == RunStatus.Waiting));
        await rig.Client.SuspendAsync(run);
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "child" }).AllAsync(r => r.Status == RunStatus.Completed));
        Assert.Equal(RunStatus.Suspended, (await rig.Client.GetRunAsync(run)).Status);
        await using var other = new WorkerRig();
        other.Executor.Scripts["flow"] = rig.Executor.Scripts["flow"];
        ItemId copy = ItemId.ParseRoot(id);

        await ImportAsync(other.Client, await ExportAsync(rig.Client, run), copy);

        Assert.Equal(copy, (await other.Client.ListRunsAsync().SingleAsync()).Id);
        await other.Client.ResumeAsync(copy);
        await other.StartWorkerAsync();
        Assert.Equal("c!", await other.OutputAsync(copy));
        await other.CheckAsync();
    }

    [Fact]
    public async Task Import_OfAnEndedChildAlone_IsARunOfItsOwn()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("child", _ => "c");
        await rig.StartWorkerAsync();
        await rig.EndAsync(await rig.StartAsync(s => s.Child("child")));
        ItemId child = (await rig.Client.ListRunsAsync(new RunQuery { Flow = "child" }).SingleAsync()).Id;
        await using var other = new WorkerRig();

        await ImportAsync(other.Client, await ExportAsync(rig.Client, child), child);

        Assert.Equal("c", (await other.Client.GetRunAsync(child)).Output.Text);
        await other.CheckAsync();
    }

    [Fact]
    public async Task Import_OfAChildThatIsThereAlready_ChangesNothing()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("child", s =>
        {
            s.Sleep(TimeSpan.FromHours(1));
            return "c";
        });
        ItemId run = await rig.StartAsync(s => s.Child("child"));
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "child" }).AnyAsync(r => r.Status == RunStatus.Waiting));
        Stream file = await ExportAsync(rig.Client, run);
        await rig.PassingAsync(rig.Client.CancelAndWaitAsync(run));
        await rig.Client.RemoveAsync(run);

        TickException error = await Assert.ThrowsAsync<TickException>(() => ImportAsync(rig.Client, file, run));

        Assert.Equal(TickErrorId.RunExists, error.ErrorId);
        Assert.Single(await rig.Client.ListRunsAsync().ToArrayAsync());
        await rig.CheckAsync();
    }

    [Fact]
    public async Task Export_WhileABranchWaitsForAChild_IsRefusedUntilTheChildHasEnded()
    {
        await using var rig = new WorkerRig();
        await rig.PublishAsync("child", s =>
        {
            s.Sleep(TimeSpan.FromHours(1));
            return "c";
        });
        rig.Executor.Scripts["branch"] = s => s.Child("child");
        ItemId run = await rig.StartAsync(s => s.Parallel("many", "branch", 1)[0].Value.Text);
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => await rig.Client.ListRunsAsync(new RunQuery { Flow = "child" }).AnyAsync(r => r.Status == RunStatus.Waiting));

        TickException error = await Assert.ThrowsAsync<TickException>(() => ExportAsync(rig.Client, run));

        Assert.Equal(TickErrorId.NotSupported, error.ErrorId);
        rig.Turn = TimeSpan.FromMinutes(1);
        Assert.Equal("c", await rig.OutputAsync(run));
        Assert.True((await ExportAsync(rig.Client, run)).Length > 0);
    }

    [Fact]
    public async Task Import_OfARunThatSleeps_ComesSuspendedAndReplaysElsewhere()
    {
        await using var rig = new WorkerRig();
        int made = 0;
        string? Flow(Script s)
        {
            string memo = s.Memo("m", () => $"{++made}");
            s.Sleep(TimeSpan.FromHours(1), "pause");
            return memo + s.Memo("end", () => "-end") + s.Journal.Run.Started.Hour;
        }

        ItemId run = await rig.StartAsync(Flow);
        await rig.StartWorkerAsync();
        await rig.UntilAsync(async () => (await rig.Client.GetRunAsync(run)).Status == RunStatus.Waiting);
        await using var other = new WorkerRig();
        other.Executor.Scripts["flow"] = Flow;
        other.Time.Advance(TimeSpan.FromHours(5));

        await ImportAsync(other.Client, await ExportAsync(rig.Client, run), Copy);

        RunView arrived = await other.Client.GetRunAsync(Copy);
        Assert.Equal((RunStatus.Suspended, TickErrorId.RunImported), (arrived.Status, arrived.Error?.ErrorId));
        await other.CheckAsync();
        await other.Client.ResumeAsync(Copy);
        await other.StartWorkerAsync();
        Assert.Equal("1-end0", await other.OutputAsync(Copy)); // the memo was not made again, and the run began when it began
        Assert.Equal(1, made);
        await other.CheckAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_InTheMiddleOfAWait_RunsNoEndedBranchAndNoRecordedStepAgain(bool isTwice)
    {
        await using var rig = new WorkerRig();
        Ran ran = new();
        ItemId run = await rig.StartAsync(ran.Flow);
        rig.Executor.Scripts["branch"] = ran.Branch;
        await rig.StartWorkerAsync(o => o.Concurrency = 16);
        await rig.UntilAsync(async () => (await rig.Client.Store.ReadGateAsync(run, "run~1")) is { Done: 3, Next: 8 } && ran.Count("first 7") == 1);
        await using var other = new WorkerRig();
        ran.Serve(other);
        Stream file = await ExportAsync(rig.Client, run);
        await ImportAsync(other.Client, file, Copy);
        ItemId last = Copy;
        if (isTwice)
        {
            last = ItemId.ParseRoot("again");
            await ImportAsync(other.Client, await ExportAsync(other.Client, Copy), last);
        }

        other.Turn = TimeSpan.FromMinutes(1);
        await other.Client.ResumeAsync(last);
        await other.StartWorkerAsync(o => o.Concurrency = 16);

        Assert.Equal("0123456789", await other.OutputAsync(last));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(1, ran.Count($"first {i}")));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(1, ran.Count($"second {i}")));
        await other.CheckAsync();
    }

    [Fact]
    public async Task Import_OfALongJournal_ComesInPortionsAndIsWhole()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => string.Concat(Enumerable.Range(0, 2_500).Select(i => s.Memo($"m{i}", () => $"{i % 10}"))));
        await rig.StartWorkerAsync();
        string output = (await rig.OutputAsync(run))!;
        await using var other = new WorkerRig();

        Stream file = await ExportAsync(rig.Client, run);
        await ImportAsync(other.Client, file, null);

        Assert.Equal(output, (await other.Client.GetRunAsync(run)).Output.Text);
        Assert.Equal(2_500, (await other.Client.ReadStepsAsync(run)).Count);
        await other.CheckAsync();
        file.Position = 0;
        Assert.False((await other.Client.ImportAsync(file)).IsNew); // the same again changes nothing
    }

    [Fact]
    public async Task Import_CutOffInTheMiddle_StandsInNoListAndIsRemovedByAWorkerOrTheNextImport()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => string.Concat(Enumerable.Range(0, 2_500).Select(i => s.Memo($"m{i}", () => "v"))));
        await rig.StartWorkerAsync();
        await rig.EndAsync(run);
        Stream file = await ExportAsync(rig.Client, run);
        foreach (bool byWorker in new[] { true, false })
        {
            await using var other = new WorkerRig();
            var store = new FaultyStore(other.Memory) { Plan = (kind, n) => kind == "commit" && n >= 3 ? Fault.Lost : Fault.None };
            file.Position = 0;
            await Assert.ThrowsAsync<StoreUnavailableException>(() => new TickClient(store, other.Time).ImportAsync(file));
            Assert.Empty(await other.Client.ListRunsAsync().ToArrayAsync(TestContext.Current.CancellationToken));
            await other.CheckAsync();
            if (byWorker)
            {
                await other.StartWorkerAsync();
                other.Turn = TimeSpan.FromSeconds(10);
                await other.UntilAsync(async () => await other.Memory.ReadHeaderAsync(run) is null);
            }

            file.Position = 0;
            Assert.True((await other.Client.ImportAsync(file)).IsNew);
            Assert.Equal(RunStatus.Completed, (await other.Client.GetRunAsync(run)).Status);
            await other.CheckAsync();
        }
    }

    [Fact]
    public async Task Import_OverAnotherRun_IsRefusedAndChangesNothing()
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(_ => "end");
        await rig.StartWorkerAsync();
        await rig.EndAsync(run);
        Stream file = await ExportAsync(rig.Client, run);
        await using var other = new WorkerRig();
        await other.StartAsync(_ => null);

        TickException error = await Assert.ThrowsAsync<TickException>(() => other.Client.ImportAsync(file));

        Assert.Equal(TickErrorId.RunExists, error.ErrorId);
        Assert.Equal(RunStatus.Queued, (await other.Client.GetRunAsync(run)).Status);
        await other.CheckAsync();
    }

    public static TheoryData<string, Func<string, string>> Damages => new()
    {
        { "empty", _ => "" },
        { "another file", _ => "hello\n" },
        { "another JSON", _ => "{}\n" },
        { "an array", _ => "[1]\n" },
        { "cut off", t => t[..(t.Length / 2)] },
        { "without its last line", t => t[..(t.TrimEnd('\n').LastIndexOf('\n') + 1)] },
        { "changed", t => t.Replace("\"value\"", "\"other\"", StringComparison.Ordinal) },
        { "newer", t => t.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal) },
        { "twice", t => t + t },
        { "another text", t => t.Replace("# flow", "# evil", StringComparison.Ordinal) },
        { "an event of nobody", t => t.Replace("\"of\":\"run\"", "\"of\":\"nobody\"", StringComparison.Ordinal) },
        { "not UTF-8", t => t.Replace("value", "va\uFFFFlue", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Import_OfADamagedFile_IsRefusedAndNothingIsImported(string what, Func<string, string> damage)
    {
        await using var rig = new WorkerRig();
        ItemId run = await rig.StartAsync(s => s.Memo("m", () => "value"));
        await rig.StartWorkerAsync();
        await rig.EndAsync(run);
        using var reader = new StreamReader(await ExportAsync(rig.Client, run));
        byte[] damaged = Encoding.UTF8.GetBytes(damage(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)));
        if (what == "not UTF-8")
        {
            damaged[Array.IndexOf(damaged, (byte)0xEF)] = 0xFF;
        }

        await using var store = new MemoryStore();
        var client = new TickClient(store);

        TickException error = await Assert.ThrowsAsync<TickException>(() => client.ImportAsync(new MemoryStream(damaged)));

        Assert.Equal((TickErrorId.ArchiveInvalid, TickErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        StoreDump dump = await store.DumpAsync(0);
        Assert.Empty(dump.Items);
        Assert.Empty(dump.Blobs);
    }

    [Fact]
    public async Task Export_OfNoRun_IsNotFound()
    {
        await using var rig = new WorkerRig();
        TickException error = await Assert.ThrowsAsync<TickException>(() => rig.Client.ExportAsync(ItemId.ParseRoot("nobody"), new MemoryStream()));
        Assert.Equal(TickErrorId.RunNotFound, error.ErrorId);
    }

    private static async Task<Stream> ExportAsync(TickClient client, ItemId run)
    {
        var file = new MemoryStream();
        await client.ExportAsync(run, file);
        file.Position = 0;
        return file;
    }

    private static Task<StartResult> ImportAsync(TickClient client, Stream file, ItemId? id) => client.ImportAsync(file, id);

    /// <summary>A wait for ten branches of two steps each; those from 3 on sleep for an hour between them.</summary>
    private sealed class Ran
    {
        private readonly List<string> _ran = [];

        public string? Flow(Script s) => string.Concat(s.Parallel("many", "branch", 10).Select(r => r.Value.Text));

        public string? Branch(Script s)
        {
            s.Memo("first", () => Note($"first {s.Item}"));
            if (int.Parse(s.Item, System.Globalization.CultureInfo.InvariantCulture) >= 3)
            {
                s.Sleep(TimeSpan.FromHours(1));
            }

            return s.Memo("second", () => Note($"second {s.Item}")).Split(' ')[1];
        }

        public void Serve(WorkerRig rig)
        {
            rig.Executor.Scripts["flow"] = Flow;
            rig.Executor.Scripts["branch"] = Branch;
        }

        public int Count(string text)
        {
            lock (_ran)
            {
                return _ran.Count(r => r == text);
            }
        }

        private string Note(string text)
        {
            lock (_ran)
            {
                _ran.Add(text);
            }

            return text;
        }
    }
}
