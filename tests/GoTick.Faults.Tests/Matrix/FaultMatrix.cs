using System.Collections.Concurrent;
using GoTick.Core.Checks;
using GoTick.Core.Stores;
using GoTick.Tests.Workers;

namespace GoTick.Faults.Tests.Matrix;

/// <summary>Every fault at every call of every flow: the executors, the undisturbed outcomes, and the count of what ran.</summary>
public sealed class FaultMatrix : IAsyncLifetime
{
    /// <summary>The kinds of calls that a worker makes, with the most that are tried of each: idle workers poll for ever.</summary>
    private static readonly (string Kind, int Most)[] Calls =
    [
        ("commit", 1_000), ("read", 100), ("text", 10), ("document", 10), ("claim", 8), ("renew", 4), ("workers", 3), ("time", 2), ("gone", 2), ("unheld", 2),
    ];

    private readonly (MatrixExecutor First, MatrixExecutor Second) _executors = (new MatrixExecutor(), new MatrixExecutor());
    private readonly ConcurrentDictionary<string, string> _undisturbed = new();
    private readonly ConcurrentDictionary<string, string> _runs = new();
    private int _cases;
    private int _broken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _executors.First.DisposeAsync();
        await _executors.Second.DisposeAsync();
        if (_cases + _broken > 0)
        {
            Console.WriteLine($"Fault matrix: {_cases} cases (flow x call x fault) ran; {(_broken == 0 ? "none" : $"{_broken}")} broke a guarantee.");
        }
    }

    /// <summary>One fault at every call of one flow; gives how many cases ran.</summary>
    internal async Task<int> RunAsync(string flow, Fault fault)
    {
        int cases = 0;
        try
        {
            foreach ((string kind, int most) in Calls)
            {
                for (int k = 1; k <= most && await OneAsync(flow, fault, kind, k); k++)
                {
                    cases++;
                }
            }
        }
        catch (MatrixException)
        {
            Interlocked.Increment(ref _broken);
            throw;
        }

        Interlocked.Add(ref _cases, cases);
        return cases;
    }

    /// <summary>One case. False when the run ended before there was such a call.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="kind">To which kind of call.</param>
    /// <param name="k">To which of them, from 1.</param>
    /// <param name="mutant">A defect that is planted; null = none.</param>
    /// <exception cref="MatrixException">A guarantee was broken.</exception>
    internal async Task<bool> OneAsync(string flow, Fault fault, string kind, int k, Func<IFlowStore, IFlowStore>? mutant = null)
    {
        bool wasHit = false;
        string expected = await UndisturbedAsync(flow);
        await using var one = new MatrixCase(_executors, (called, n) => called == kind && n == k && (wasHit = true) ? fault : Fault.None, mutant);
        string outcome = await one.RunAsync(flow);
        string where = $"{flow}: {fault} at {kind} {k}";
        Require(outcome == expected, $"{where}: it came to\n{outcome}\ninstead of\n{expected}");
        Require(one.Witness.Faults.Count == 0, $"{where}: {string.Join("\n", one.Witness.Faults)}");
        IReadOnlyList<StoreFault> faults = await one.CheckAsync();
        Require(faults.Count == 0, $"{where}: {string.Join("\n", faults)}");
        if (fault is Fault.Lost or Fault.AnswerLost or Fault.Twice)
        {
            // Nobody died and no lease was lost: no block had a reason to run more than once an attempt.
            Require(Runs(one) == _runs[flow], $"{where}: blocks ran {Runs(one)} instead of {_runs[flow]}");
        }

        return wasHit;
    }

    private static string Runs(MatrixCase one) =>
        string.Join(", ", one.Witness.Entered.GroupBy(e => e.Key.Step).Select(g => $"{g.Key} {g.Sum(e => e.Value)}").Order(StringComparer.Ordinal));

    private async Task<string> UndisturbedAsync(string flow)
    {
        if (_undisturbed.TryGetValue(flow, out string? known))
        {
            return known;
        }

        await using var one = new MatrixCase(_executors, (_, _) => Fault.None);
        string outcome = await one.RunAsync(flow);
        Require(one.Witness.Faults.Count == 0 && (await one.CheckAsync()).Count == 0, $"{flow}: {string.Join("\n", one.Witness.Faults)}");
        _runs[flow] = Runs(one);
        return _undisturbed[flow] = outcome;
    }

    private static void Require(bool isSo, string message)
    {
        if (!isSo)
        {
            throw new MatrixException(message);
        }
    }
}
