namespace GoTick.Faults.Tests.Simulation;

/// <summary>A simulated flow: its lines, and whether it fails in the end.</summary>
internal sealed record SimFlow(IReadOnlyList<SimOp> Lines, bool Fails)
{
    /// <summary>A flow that chance made.</summary>
    public static SimFlow Of(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Line(random, isBranch: false))], random.Next(5) == 0);

    private static SimOp Line(Random random, bool isBranch) => random.Next(isBranch ? 3 : 6) switch
    {
        0 => new SimOp.Memo(random.Next(100)),
        1 => new SimOp.Task(random.Next(4)),
        2 => new SimOp.Sleep(TimeSpan.FromMilliseconds(random.Next(50, 8_000))),
        3 => new SimOp.State(random.Next(100)),
        _ => new SimOp.Parallel(
            random.Next(1, 5),
            random.Next(1, 4),
            [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Line(random, isBranch: true))],
            random.Next(3) == 0 ? new HashSet<int> { random.Next(4) } : new HashSet<int>()),
    };
}
