using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>
/// Thousands of worlds. More of them: <c>GOTICK_SEEDS=100000</c>; one of them, with its trace: <c>GOTICK_SEED=17</c>.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static int Seeds => Number("GOTICK_SEEDS") ?? 2_000;

    [Fact]
    public void Worlds_OfManySeeds_ComeToWhatTheModelSays()
    {
        long began = Stopwatch.GetTimestamp();
        int first = Number("GOTICK_SEED") ?? 1;
        int last = Number("GOTICK_SEED") ?? Seeds;
        long happenings = 0;
        ConcurrentDictionary<int, string> bad = new();
        // Each world is a thing of its own, so two may pass side by side.
        Parallel.For(first, last + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (seed, loop) =>
        {
            var world = new Simulation(seed);
            IReadOnlyList<string> faults = world.Run();
            Interlocked.Add(ref happenings, world.Trace.Count);
            if (faults.Count > 0)
            {
                bad[seed] = $"Seed {seed} (again with GOTICK_SEED={seed}):\n{string.Join("\n", faults)}\n\n{string.Join("\n", world.Trace)}";
                loop.Stop();
            }
        });

        Assert.True(bad.IsEmpty, bad.IsEmpty ? "" : bad.MinBy(b => b.Key).Value);
        string told = $"Simulation: {last - first + 1} seeds, {happenings} happenings, {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s; none broke a guarantee.";
        output.WriteLine(told);
        Console.WriteLine(told);
    }

    [Theory]
    [InlineData(3)] // runs only
    [InlineData(13)] // children, cancels
    [InlineData(44)] // a schedule
    [InlineData(2)] // a limit
    [InlineData(6)] // pauses
    [InlineData(12)] // all of it
    [InlineData(1_011)]
    public void World_SameSeedTwice_IsTheSameWorld(int seed)
    {
        var once = new Simulation(seed);
        once.Run();
        var again = new Simulation(seed);
        again.Run();

        Assert.Equal(once.Trace, again.Trace);
        Assert.True(once.Trace.Count > 20);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : null;
}
