using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests;

/// <summary>One worker with one slot on the Memory store, through which a test sends several flows; every wait unwinds.</summary>
/// <param name="stepTime">The clock of step deadlines; null = the system's.</param>
public sealed class FlowRig(TimeProvider? stepTime = null) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-test-").FullName;
    private readonly TickClient _client = new(new MemoryStore());
    private FlowExecutor? _executor;
    private Worker? _worker;
    private int _flows;

    /// <summary>What flows wrote down through the function <c>Note</c>.</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    /// <summary>How many slots the executor made.</summary>
    public int SlotsMade => _executor!.SlotsMade;

    internal TickClient Client => _client;

    public string Folder => _folder;

    public async Task<RunView> RunAsync(string text, IDictionary? arguments = null, string? workingDirectory = null)
    {
        Seen.Clear();
        ItemId id = await StartAsync(text, arguments, workingDirectory);
        RunView? run = await _client.WaitAsync(id, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.NotNull(run);
        return run;
    }

    /// <summary>Runs a flow that must complete, and gives its output.</summary>
    public async Task<object?> OutputAsync(string text, IDictionary? arguments = null)
    {
        RunView run = await RunAsync(text, arguments);
        Assert.True(run.Status == RunStatus.Completed, $"{run.Status}: {run.Error?.ErrorId} {run.Error?.Message} {run.Error?.Line}");
        object? output = ValueCodec.Decode(run.Output);
        return output is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : output;
    }

    internal async Task<ItemId> StartAsync(string text, IDictionary? arguments = null, string? workingDirectory = null)
    {
        if (_worker is null)
        {
            _executor = new FlowExecutor(Path.Combine(_folder, "versions"), Add, time: stepTime);
            _worker = await Worker.StartAsync(_client, _executor, new WorkerOptions { ParkUpTo = TimeSpan.Zero, Concurrency = 1 });
        }

        string path = Path.Combine(_folder, $"flow{++_flows}.ps1");
        await File.WriteAllTextAsync(path, text);
        FlowSource source = FlowSource.Read(path, _folder);
        await _client.PublishAsync(source.Definition, source.Version);
        StartResult start = await _client.StartAsync(new StartRequest
        {
            Flow = source.Definition.Name,
            Arguments = ValueCodec.Encode(arguments ?? new Hashtable(), "The arguments"),
            WorkingDirectory = workingDirectory,
        });
        return start.Id;
    }

    public async Task<IReadOnlyList<StreamRecord>> LogAsync(RunView run)
    {
        List<StreamRecord> all = [];
        long last = 0;
        while (await _client.ReadLogAsync(run.Id, last) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(e => e.Record));
            last = page[^1].Number;
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
            await _executor!.DisposeAsync();
        }

        await _client.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Add(InitialSessionState state)
    {
        state.Variables.Add(new SessionStateVariableEntry("Seen", Seen, "", ScopedItemOptions.Constant));
        state.Commands.Add(new SessionStateFunctionEntry("Note", "param($x) $Seen.Enqueue([string]$x)"));
        state.Commands.Add(new SessionStateCmdletEntry("Write-Streams", typeof(WriteStreamsCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Wait-Stopped", typeof(WaitStoppedCommand), null));
    }
}
