using System.Diagnostics;
using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>How many runs a second one worker takes from a backlog to their end.</summary>
/// <param name="what">What a run has.</param>
/// <param name="text">The flow.</param>
/// <param name="runs">The backlog.</param>
/// <param name="factor">How many times the peer's rate is promised; 0 = nothing is.</param>
/// <param name="least">The lowest rate recorded for the peer, runs a second.</param>
/// <param name="most">The highest.</param>
internal sealed class RunRates(string what, string text, int runs, double factor = 0, double least = 0, double most = 0) : IMeasurement
{
    // The code of a fresh process is compiled as it goes, and more than once; asked for is the rate of a worker that serves for long.
    private const int WarmUp = 2_000;

    public string Name => "rates, " + what;

    // The factors of the design, and what was recorded for gotick on the same machine.
    public static IEnumerable<IMeasurement> All { get; } =
    [
        new RunRates("0 steps", "1", 10_000),
        new RunRates("1 task", "Invoke-TickTask 't' {}", 10_000, 3, 1_200, 1_844),
        new RunRates("10 tasks", "foreach ($i in 1..10) { Invoke-TickTask 't' {} }", 2_500, 7, 211, 225),
        new RunRates("10 memos", "foreach ($i in 1..10) { $null = Get-TickMemo 'm' { 1 } }", 2_500, 1.5, 1_005, 1_271),
        new RunRates("50 tasks", "foreach ($i in 1..50) { Invoke-TickTask 't' {} }", 600, 22, 19.5, 19.5),
    ];

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        int count = bench.Count(bench.Store.Name == "redis" ? runs : runs / 4);
        ((Samples samples, double cpu, double server), Load load) = await bench.WatchedAsync(() => RoundsAsync(bench, count));
        return
        [
            new Row(
                bench.Store.Name,
                $"runs of {what}",
                Budget,
                $"{samples.Median:N0}/s ({samples.Min:N0}-{samples.Max:N0}); {cpu:N0} µs CPU a run, {server:N0} of it the server's",
                factor == 0 ? null : samples.Median >= factor * most)
            {
                IsBetween = samples.Median >= factor * least,
                Load = load,
            },
        ];
    }

    private string Budget => factor == 0 ? ""
        : least == most ? $"≥ {factor} × {most:N1} = {factor * most:N0}/s (recorded)"
        : $"≥ {factor} × {least:N0}-{most:N0} = {factor * least:N0}-{factor * most:N0}/s (recorded)";

    private async Task<(Samples Rates, double Cpu, double ServerCpu)> RoundsAsync(Bench bench, int count)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync(text);
        await rig.StartWorkerAsync();
        await rig.WarmUpAsync(flow, Math.Min(runs, WarmUp));
        await rig.StopWorkerAsync();
        List<(double Rate, double Cpu, double Server)> rounds = [];
        for (int i = 0; i < (bench.IsQuick ? 3 : 5); i++)
        {
            rounds.Add(await RoundAsync(bench, rig, flow, count));
            bench.Tell($"{rounds[i].Rate:N0}/s, {rounds[i].Cpu:N0} µs CPU a run, {rounds[i].Server:N0} of it the server's");
        }

        return (Samples.Of(rounds.Select(r => r.Rate)), Samples.Of(rounds.Select(r => r.Cpu)).Median, Samples.Of(rounds.Select(r => r.Server)).Median);
    }

    private static async Task<(double Rate, double Cpu, double Server)> RoundAsync(Bench bench, Rig rig, string flow, int count)
    {
        await rig.StartRunsAsync(flow, count);
        Task ends = rig.Calls.WaitForEndsAsync(count);
        var watch = new LoadWatch(bench.Store.ServerProcess);
        long began = Stopwatch.GetTimestamp();
        await rig.StartWorkerAsync();
        await ends;
        double rate = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        (double cpu, double server) = (watch.OurSeconds * 1e6 / count, watch.ServerSeconds * 1e6 / count);
        await rig.StopWorkerAsync();
        return (rate, cpu, server);
    }
}
