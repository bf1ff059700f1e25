using System.Text;
using GoTick.Core.Client;
using GoTick.Core.Decisions;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.Faults.Tests.Matrix;
using GoTick.PowerShell.Hosting;
using GoTick.Tests.Workers;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Faults.Tests.Journals;

/// <summary>
/// Journals of real scripts, together with every kind of step, recorded once: the real executor must replay them for ever, to the same end, without running
/// a block. (A journal of a newer flow is recorded with <c>GOTICK_RECORD=FLOW.jsonl</c>, into a new file.)
/// </summary>
public sealed class RecordedFlowTests : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Journals");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MatrixExecutor _executor = new();
    private readonly WitnessedStore _store;
    private readonly TickClient _client;

    public RecordedFlowTests()
    {
        _store = new WitnessedStore(new MemoryStore(_time));
        _client = new TickClient(_store, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _executor.DisposeAsync();
        await _client.DisposeAsync();
    }

    public static TheoryData<string> Flows => [.. Directory.GetFiles(Folder, "*.ps1").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task Replay_OnTheRealExecutor_ComesToTheSameEndWithoutRunningABlock(string flow)
    {
        FlowSource source = await PublishAsync(flow);
        byte[][] recorded = Recorded(flow);
        Assert.Equal(((RunStarted)JournalCodec.Decode(recorded[0])).Version, source.Version.Hash); // the flow's text was not edited
        var run = ItemId.ParseRoot("run");
        await _store.CommitAsync(new Batch
        {
            Item = run,
            Guard = new Guard.Absent("n"),
            Events = recorded[..^1],
            Fields = [HeaderFields.Set(HeaderFields.Flow, source.Definition.Name), HeaderFields.Set(HeaderFields.Version, source.Version.Hash)],
            Verbs = [new Verb.BlobHold(source.Version.Hash), .. RunIndexes.AtStart(source.Definition.Name, []), new Verb.Ready(Band.Started)],
        });

        RunView view = await RunAsync(run);

        Assert.True(view.Status == RunStatus.Completed, $"{view.Status} {view.Error?.Message}");
        IReadOnlyList<byte[]> journal = await _store.ReadJournalAsync(run, 0, int.MaxValue);
        Assert.Equal(((RunCompleted)JournalCodec.Decode(recorded[^1])).Output, view.Output);
        Assert.Equal(recorded.Length, journal.Count);
        Assert.Empty(_store.Witness.Entered);
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public async Task Record_ToTheEnd_IsWhatWasRecorded(string flow)
    {
        FlowSource source = await PublishAsync(flow);
        ItemId run = (await _client.StartAsync(new StartRequest { Flow = source.Definition.Name, Id = ItemId.ParseRoot("run") })).Id;

        RunView view = await RunAsync(run);

        Assert.True(view.Status == RunStatus.Completed, $"{view.Status} {view.Error?.Message}");
        IReadOnlyList<byte[]> journal = await _store.ReadJournalAsync(run, 0, int.MaxValue);
        if (Environment.GetEnvironmentVariable("GOTICK_RECORD") is { } file && Path.GetFileNameWithoutExtension(file) == flow)
        {
            await File.WriteAllLinesAsync(file, journal.Select(Encoding.UTF8.GetString));
        }

        Assert.Equal(JournalLines.Of(Recorded(flow)), JournalLines.Of(journal));
    }

    [Fact]
    public void Flows_Together_HaveEveryKindOfStep()
    {
        HashSet<StepKind> kinds = [.. Flows.SelectMany(f => Recorded(f.Data)).Select(JournalCodec.Decode).OfType<StepEvent>().Select(s => s.StepKind)];
        // These two run when their run ends, which a replay of it does not; to go on from a part of a reboot would reboot this machine (the fault matrix has one); a
        // wait for a limit is in no journal.
        StepKind[] others = [StepKind.Compensation, StepKind.Callback, StepKind.Reboot, StepKind.Limit];
        Assert.Empty(Enum.GetValues<StepKind>().Except([.. kinds, StepKind.Arguments, .. others]));
    }

    private static byte[][] Recorded(string flow) => File.Exists(Path.Combine(Folder, flow + ".jsonl"))
        ? [.. File.ReadAllLines(Path.Combine(Folder, flow + ".jsonl")).Where(l => l.Length > 0).Select(Encoding.UTF8.GetBytes)]
        : [];

    private async Task<FlowSource> PublishAsync(string flow)
    {
        FlowSource source = FlowSource.Read(Path.Combine(Folder, flow + ".ps1"), Folder);
        await _client.PublishAsync(source.Definition, source.Version);
        await _client.PublishAsync(source.Definition with { Name = flow + "-other" }, source.Version);
        return source;
    }

    private async Task<RunView> RunAsync(ItemId run)
    {
        var way = new FaultyStore(_store);
        var client = new TickClient(way, _time);
        _executor.Serve(client, _store.Witness);
        var options = new WorkerOptions { ParkUpTo = TimeSpan.Zero, Lease = TimeSpan.FromMinutes(10), Queues = ["default"], DrainTimeout = TimeSpan.Zero };
        Worker worker = await Worker.StartAsync(client, _executor, options, _time);
        RunView view = await _client.GetRunAsync(run);
        await UntilAsync(way, async () => (view = await _client.GetRunAsync(run)).Status.IsTerminal() || view.Status == RunStatus.Suspended);
        Task ended = worker.DisposeAsync().AsTask();
        await UntilAsync(way, () => Task.FromResult(ended.IsCompleted));
        await ended;
        return view;
    }

    private async Task UntilAsync(FaultyStore way, Func<Task<bool>> isSo)
    {
        for (int turns = 0; !await isSo(); turns++)
        {
            Assert.True(turns < 10_000, "It does not come.");
            _time.Advance(TimeSpan.FromMilliseconds(100));
            way.Wake();
            await Task.Delay(1);
        }
    }
}
