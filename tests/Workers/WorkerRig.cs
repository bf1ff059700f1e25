using System.Text;
using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Tests.Workers;

/// <summary>Workers on one Memory store whose time, and theirs, passes only while a test waits for something.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    private const int MostTurns = 5_000;

    /// <summary>After a turn, time stands still until the workers have called nobody for so many looks; 0 = it does not wait for them.</summary>
    public int QuietLooks { get; set; }

    /// <summary>How much time passes at one turn.</summary>
    public TimeSpan Turn { get; set; } = TimeSpan.FromMilliseconds(100);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryStore Memory { get; }

    public TickClient Client { get; }

    public ScriptedExecutor Executor { get; } = new();

    public List<TestWorker> Workers { get; } = [];

    public WorkerRig()
    {
        Memory = new MemoryStore(Time);
        Client = new TickClient(Memory, Time);
    }

    public async Task<TestWorker> StartWorkerAsync(
        Action<WorkerOptions>? configure = null, FaultyStore? store = null, Action<StoreUnavailableException?>? outage = null)
    {
        var options = new WorkerOptions { ParkUpTo = TimeSpan.Zero, Lease = TimeSpan.FromMinutes(10), Concurrency = 8 };
        configure?.Invoke(options);
        store ??= new FaultyStore(Memory);
        Worker worker = await Worker.StartAsync(new TickClient(store, Time), Executor, options, Time, outage);
        var started = new TestWorker(worker, store);
        Workers.Add(started);
        return started;
    }

    /// <summary>Publishes a flow and starts a run of it.</summary>
    public async Task<ItemId> StartAsync(Func<Script, string?> flow, string? id = "run", FlowSettings? settings = null)
    {
        await PublishAsync("flow", flow, settings);
        return (await Client.StartAsync(new StartRequest { Flow = "flow", Id = id is null ? null : ItemId.ParseRoot(id) })).Id;
    }

    public async Task PublishAsync(string name, Func<Script, string?> flow, FlowSettings? settings = null)
    {
        Executor.Scripts[name] = flow;
        FlowVersion version = FlowVersion.Of(new FlowFile(name + ".ps1", "# " + name), []);
        await Client.PublishAsync(new FlowDefinition { Name = name, Version = version.Hash, Settings = settings ?? new FlowSettings() }, version);
    }

    /// <summary>Lets time pass until the run has ended or is suspended.</summary>
    public async Task<RunView> EndAsync(ItemId id)
    {
        RunView? view = null;
        await UntilAsync(async () => (view = await Client.GetRunAsync(id)).Status.IsTerminal() || view.Status == RunStatus.Suspended);
        return view!;
    }

    /// <summary>Lets time pass until the run completes; gives its output.</summary>
    public async Task<string?> OutputAsync(ItemId id)
    {
        RunView view = await EndAsync(id);
        Assert.True(view.Status == RunStatus.Completed, $"{view.Status}: {view.Error?.ErrorId} {view.Error?.Message}");
        return view.Output.Text;
    }

    /// <summary>Lets time pass until a call is over, which may have to wait for a worker.</summary>
    public async Task<T> PassingAsync<T>(Task<T> call)
    {
        await UntilAsync(() => call.IsCompleted);
        return await call;
    }

    /// <inheritdoc cref="PassingAsync{T}(Task{T})"/>
    public async Task PassingAsync(Task call)
    {
        await UntilAsync(() => call.IsCompleted);
        await call;
    }

    public Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    /// <summary>Lets time pass, turn by turn, until something is so. What it waits for must come; how fast the machine is, plays no part.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (int turns = 0; !await isSo(); turns++)
        {
            Assert.True(turns < MostTurns, "It does not come.\n" + string.Join("\n", (await Memory.DumpAsync(0)).Items.Select(i => i.Header)));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await PassAsync(Turn);
        }
    }

    /// <summary>Waits until something is so, while time stands still and nobody is called.</summary>
    public static async Task StandingStillAsync(Func<bool> isSo)
    {
        for (int turns = 0; !isSo(); turns++)
        {
            Assert.True(turns < MostTurns, "It does not come.");
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Delay(1);
        }
    }

    /// <summary>Lets this much time pass at once, and the threads have a turn.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        foreach (TestWorker worker in Workers)
        {
            worker.Store.Wake();
        }

        // Other threads get a turn; nothing depends on how long it is.
        await Task.Delay(1);
        await QuietAsync();
    }

    private async Task QuietAsync()
    {
        int calls = -1;
        for (int looks = 0; looks < QuietLooks; looks++)
        {
            int now = Workers.Sum(w => w.Store.CountAll());
            (looks, calls) = (now == calls ? looks : 0, now);
            await Task.Delay(1);
        }
    }

    public async Task<IReadOnlyList<JournalEvent>> JournalAsync(ItemId id) =>
        [.. (await Memory.ReadJournalAsync(id, 0, int.MaxValue)).Select(JournalCodec.Decode)];

    /// <summary>The store is without faults.</summary>
    public async Task CheckAsync()
    {
        IReadOnlyList<StoreFault> faults = await Client.CheckAsync();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    public static string TextOf(IEnumerable<byte[]> events) => string.Join("\n", events.Select(Encoding.UTF8.GetString));

    /// <summary>Stops a worker while time passes.</summary>
    public async Task StopAsync(TestWorker worker)
    {
        Task stopped = worker.Worker.StopAsync();
        await UntilAsync(() => stopped.IsCompleted);
        await stopped;
    }

    public async ValueTask DisposeAsync()
    {
        Turn = TimeSpan.FromSeconds(1);
        foreach (TestWorker worker in Workers)
        {
            worker.Store.IsAway = false;
            worker.Store.Plan = (_, _) => Fault.None;
            worker.Store.Before = _ => Task.CompletedTask;
            Task stopped = worker.Worker.DisposeAsync().AsTask();
            await UntilAsync(() => stopped.IsCompleted);
            try
            {
                await stopped;
            }
            catch (LeaseLostException) when (worker.Store.IsDead)
            {
                // It was killed, and says so whatever it is asked.
            }
        }

        await Client.DisposeAsync();
    }
}
