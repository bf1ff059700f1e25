using GoTick.Core.Checks;
using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Workers;
using GoTick.PowerShell.Hosting;
using GoTick.Tests.Workers;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Faults.Tests.Matrix;

/// <summary>
/// One run of one flow on a worker to whose kth call of a kind something happens. Once that worker stands still or is dead, a second one comes. Time is
/// false: it passes in small portions while somebody works, and in large ones while nobody does.
/// </summary>
internal sealed class MatrixCase : IAsyncDisposable
{
    private const int MostTurns = 20_000; // only so that what never ends, ends; a busy machine needs more turns
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly (MatrixExecutor First, MatrixExecutor Second) _executors;
    private readonly WitnessedStore _store;
    private readonly TickClient _client;
    private readonly FaultyStore _faulty;
    private readonly FaultyStore _healthy;
    private Task<Worker>? _first;
    private Task<Worker>? _second;

    /// <param name="executors">Those of the two workers.</param>
    /// <param name="plan">What happens to the nth call of a kind.</param>
    /// <param name="mutant">A defect that is planted into the store; null = none.</param>
    public MatrixCase((MatrixExecutor First, MatrixExecutor Second) executors, Func<string, int, Fault> plan, Func<IFlowStore, IFlowStore>? mutant = null)
    {
        _executors = executors;
        _store = new WitnessedStore(new MemoryStore(_time));
        IFlowStore seen = mutant?.Invoke(_store) ?? _store;
        _client = new TickClient(_store, _time);
        _faulty = new FaultyStore(seen) { Plan = plan };
        _healthy = new FaultyStore(seen);
    }

    public Witness Witness => _store.Witness;

    /// <summary>Runs the flow to its end and gives what came of it.</summary>
    public async Task<string> RunAsync(string flow)
    {
        foreach (FlowSource source in MatrixFlow.Sources)
        {
            await _client.PublishAsync(source.Definition, source.Version);
        }

        ItemId run = (await _client.StartAsync(new StartRequest { Flow = flow, Id = ItemId.ParseRoot("run") })).Id;
        _first = StartAsync(_faulty, _executors.First);
        DateTimeOffset? cut = null;
        await UntilAsync(
            async () =>
            {
                if (_faulty.IsCut && cut is null)
                {
                    cut = _time.GetUtcNow();
                    _second = StartAsync(_healthy, _executors.Second);
                }

                if (_time.GetUtcNow() - cut > 3 * Lease)
                {
                    _faulty.Continue();
                }

                return await IsOverAsync() && (_faulty.IsCut ? _time.GetUtcNow() - cut > 3 * Lease : Running(_first) == 0) && Running(_second) == 0;
            },
            () => Running(_second) > 0 || (Running(_first) > 0 && !_faulty.IsCut) ? TimeSpan.FromMilliseconds(20)
                : _faulty.IsCut ? Lease / 4
                : TimeSpan.FromMinutes(1));
        return await MatrixOutcome.OfAsync(_client, run);
    }

    public Task<IReadOnlyList<StoreFault>> CheckAsync() => _client.CheckAsync();

    public async ValueTask DisposeAsync()
    {
        _faulty.Plan = (_, _) => Fault.None;
        _faulty.Continue();
        _faulty.Bury();
        Task ended = Task.WhenAll(EndAsync(_first), EndAsync(_second));
        await UntilAsync(() => Task.FromResult(ended.IsCompleted), () => TimeSpan.FromSeconds(0.5));
        await ended;
        await _client.DisposeAsync();
    }

    private static int Running(Task<Worker>? worker) => worker is { IsCompletedSuccessfully: true } ? worker.Result.Running : 0;

    /// <summary>Starts a worker as people do: again, when the store did not answer.</summary>
    private async Task<Worker> StartAsync(FaultyStore store, MatrixExecutor executor)
    {
        var client = new TickClient(store, _time);
        executor.Serve(client, Witness);
        var options = new WorkerOptions { ParkUpTo = TimeSpan.Zero, Lease = Lease, Concurrency = 4, DrainTimeout = TimeSpan.Zero };
        while (true)
        {
            try
            {
                return await Worker.StartAsync(client, executor, options, _time);
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _time);
            }
        }
    }

    private static async Task EndAsync(Task<Worker>? starting)
    {
        try
        {
            if (starting is not null)
            {
                await (await starting).DisposeAsync();
            }
        }
        catch (LeaseLostException)
        {
            // It died while it started.
        }
    }

    private async Task<bool> IsOverAsync() => !await _client.ListRunsAsync().AnyAsync(r => !r.Status.IsTerminal() && r.Status != RunStatus.Suspended);

    private async Task UntilAsync(Func<Task<bool>> isSo, Func<TimeSpan> portion)
    {
        for (int turns = 0; !await isSo(); turns++)
        {
            if (turns > MostTurns)
            {
                throw new MatrixException("It never ends.\n" + string.Join("\n", (await _store.DumpAsync(0)).Items.Select(i => i.Header)));
            }

            _time.Advance(portion());
            _faulty.Wake();
            _healthy.Wake();
            await Task.Delay(1); // the threads have a turn; nothing depends on how long it is
        }
    }
}
