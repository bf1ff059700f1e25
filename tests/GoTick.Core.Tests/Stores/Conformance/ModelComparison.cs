using CsCheck;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>Random sequences on the Memory store, which is the model, and on the store under test. A failure prints the shortest sequence and its seed.</summary>
public abstract class ModelComparison : StoreSubject
{
    /// <summary>How many sequences; a store that is slow to make may take fewer.</summary>
    protected virtual int Sequences => 200;

    [Fact]
    public async Task RandomSequences_RepliesAndDumps_AreThoseOfTheModel() =>
        // One thread: a store under test may share a server, and a failing order must come again.
        await Task.Run(() => ModelGen.Sequence.Sample(steps => RunAsync(steps).GetAwaiter().GetResult(), iter: Sequences, threads: 1, print: Print));

    private static string Print(ModelStep[] steps) => string.Join('\n', steps.Select(s => s.ToString()));

    private async Task RunAsync(ModelStep[] steps)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var model = new MemoryStore(clock);
        await using IFlowStore tested = await CreateAsync(clock);
        await ClockChangedAsync(tested, clock);
        var run = new ModelRun(model, tested, clock, () => ClockChangedAsync(tested, clock));
        foreach (ModelStep step in steps)
        {
            await run.RunAsync(step);
        }

        await run.CompareAsync(store => store is MemoryStore ? store.DumpAsync(0) : DumpAsync(store));
    }
}
