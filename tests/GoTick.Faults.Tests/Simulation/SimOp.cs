namespace GoTick.Faults.Tests.Simulation;

/// <summary>One line of a simulated flow.</summary>
internal abstract record SimOp
{
    private SimOp()
    {
    }

    /// <summary>A value that is remembered.</summary>
    public sealed record Memo(int Value) : SimOp;

    /// <summary>A task that fails so often first; after three failures its flow catches the error.</summary>
    public sealed record Task(int Failures) : SimOp;

    public sealed record Sleep(TimeSpan Time) : SimOp;

    public sealed record State(int Value) : SimOp;

    /// <summary>A child run of another flow of the world; when it fails, its parent catches the error.</summary>
    public sealed record Child(int Flow, bool IsDetached) : SimOp;

    /// <summary>Branches, each with the same lines; those whose index is in <paramref name="Failing"/> fail at their end.</summary>
    public sealed record Parallel(int Count, int Throttle, IReadOnlyList<SimOp> Body, IReadOnlySet<int> Failing) : SimOp;
}
