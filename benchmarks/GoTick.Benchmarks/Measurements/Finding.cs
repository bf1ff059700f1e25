using System.Diagnostics;
using GoTick.Benchmarks.Reporting;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How long a first page of 50 runs takes with each filter, in a store of 1,000,000 runs. A quick look has 50,000.</summary>
internal sealed class Finding : IMeasurement
{
    private const int Budget = 50;

    public string Name => "finding";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        var runs = new ManyRuns(rig.Client);
        int stored = await runs.FillAsync(bench.IsQuick ? 50_000 : 1_000_000, bench.Tell);
        double bare = await bench.Store.BareCallAsync();
        List<Row> rows = [];
        foreach ((string name, RunQuery query) in Queries(runs))
        {
            (Samples times, int found) = await TimesAsync(rig.Client, query, bench.Count(200));
            bench.Tell($"{name}: {times.Median:0.0} / {times.P99:0.0} ms");
            rows.Add(new Row(bench.Store.Name, $"finding among {stored:N0} runs: {name}", $"p99 < {Budget} ms", $"{times.Median:0.0} / {times.P99:0.0} ms, {found} shown", times.P99 < Budget)
            {
                BareMicros = bare,
                Ratio = times.Median * 1_000 / bare,
            });
        }

        return rows;
    }

    private static IEnumerable<(string Name, RunQuery Query)> Queries(ManyRuns runs)
    {
        string flow = ManyRuns.FlowOf(3);
        yield return ("newest", new RunQuery());
        yield return ("a flow", new RunQuery { Flow = flow });
        foreach (RunStatus status in new[] { RunStatus.Queued, RunStatus.Running, RunStatus.Waiting, RunStatus.Suspended, RunStatus.Completed, RunStatus.Failed, RunStatus.TimedOut })
        {
            yield return (status.ToString(), new RunQuery { Statuses = [status] });
        }

        yield return ("Failed or Suspended", new RunQuery { Statuses = [RunStatus.Failed, RunStatus.Suspended] });
        yield return ("a flow, Failed", new RunQuery { Flow = flow, Statuses = [RunStatus.Failed] });
        yield return ("a flow, Waiting", new RunQuery { Flow = flow, Statuses = [RunStatus.Waiting] });
        yield return ("a rare tag", new RunQuery { Tag = ManyRuns.RareTag });
        yield return ("a common tag, Failed", new RunQuery { Tag = ManyRuns.CommonTag, Statuses = [RunStatus.Failed] });
        yield return ("an error", new RunQuery { ErrorId = ManyRuns.ErrorOf(1) });
        yield return ("an error of a flow", new RunQuery { ErrorId = ManyRuns.ErrorOf(1), Flow = flow });
        yield return ("a minute in the middle", new RunQuery { Since = runs.Middle, Until = runs.Middle.AddMinutes(1) });
        yield return ("Completed, behind a cursor in the middle", new RunQuery { Statuses = [RunStatus.Completed], After = runs.MiddleCursor });
        yield return ("an error that nobody has", new RunQuery { ErrorId = "Nobody" });
    }

    private static async Task<(Samples Times, int Found)> TimesAsync(TickClient client, RunQuery query, int count)
    {
        int found = 0;
        List<double> times = [];
        for (int i = 0; i < count + 5; i++)
        {
            long began = Stopwatch.GetTimestamp();
            found = (await client.ListRunsAsync(query).Take(50).ToArrayAsync()).Length;
            if (i >= 5)
            {
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return (Samples.Of(times), found);
    }
}
