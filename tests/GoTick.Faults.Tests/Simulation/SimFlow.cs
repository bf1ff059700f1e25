using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Faults.Tests.Simulation;

/// <summary>A simulated flow: its lines, and whether it fails in the end. Which one a run is of, its argument says.</summary>
internal sealed record SimFlow(int Number, IReadOnlyList<SimOp> Lines, bool Fails)
{
    /// <summary>How to run it.</summary>
    public StartRequest Request => new() { Flow = "flow", Arguments = new Payload($"{Number}") };

    /// <summary>A flow that chance made, among those of its world.</summary>
    /// <param name="random">The seed's chance.</param>
    /// <param name="flows">All flows of the world; it and its children are added.</param>
    /// <param name="depth">How deep its children may go.</param>
    /// <param name="most">The most lines that it has; children have fewer, for trees grow fast.</param>
    public static SimFlow Of(Random random, List<SimFlow> flows, int depth, int most = 6)
    {
        int number = flows.Count;
        flows.Add(null!); // its children come behind it
        SimOp[] lines = [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => Line(random, flows, depth, isBranch: false))];
        return flows[number] = new SimFlow(number, lines, random.Next(5) == 0);
    }

    private static SimOp Line(Random random, List<SimFlow> flows, int depth, bool isBranch) => random.Next(depth > 0 ? -1 : 0, isBranch ? 3 : 6) switch
    {
        < 0 => new SimOp.Child(Of(random, flows, depth - 1, most: 2).Number, random.Next(4) == 0),
        0 => new SimOp.Memo(random.Next(100)),
        1 => new SimOp.Task(random.Next(4)),
        2 => new SimOp.Sleep(TimeSpan.FromMilliseconds(random.Next(50, 8_000))),
        3 => new SimOp.State(random.Next(100)),
        _ => new SimOp.Parallel(
            random.Next(1, 5),
            random.Next(1, 4),
            [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Line(random, flows, depth, isBranch: true))],
            random.Next(3) == 0 ? new HashSet<int> { random.Next(4) } : new HashSet<int>()),
    };
}
