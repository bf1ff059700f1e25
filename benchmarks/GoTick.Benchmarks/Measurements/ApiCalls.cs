using System.Diagnostics;
using System.Text;
using GoTick.Benchmarks.Reporting;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Host.Server;
using GoTick.PowerShell.Values;

namespace GoTick.Benchmarks.Measurements;

/// <summary>Calls of the HTTP API, 200 in flight on loopback, beside the same calls of the store, 200 in flight too. Server and callers share this process.</summary>
internal sealed class ApiCalls : IMeasurement
{
    private const int InFlight = 200;

    public string Name => "api";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Bench bench)
    {
        await using Rig rig = await bench.OpenAsync();
        string flow = await rig.PublishAsync("param([int] $N)\nInvoke-TickTask 't' {}");
        ItemId run = await rig.StartRunAsync(flow);
        Payload arguments = ValueCodec.Encode(new System.Collections.Specialized.OrderedDictionary { ["N"] = 1 }, "The arguments");
        await using TickServer server = await TickServer.StartAsync(rig.Client, new ServerSettings { Urls = "http://127.0.0.1:0" });
        using var http = new HttpClient { BaseAddress = new Uri(server.Addresses.First()) };
        string body = $$"""{"flow":"{{flow}}","arguments":{"N":1} }""";
        int count = bench.Count(20_000);
        Row[] rows =
        [
            await CompareAsync(bench, "GET a run", count, () => GetAsync(http, $"/api/v1/runs/{run}"), async () => await rig.Client.GetRunAsync(run)),
            await CompareAsync(
                bench, "POST a run", count, () => PostAsync(http, "/api/v1/runs", body), async () => await rig.Client.StartAsync(new StartRequest { Flow = flow, Arguments = arguments })),
        ];
        await server.StopAsync();
        return rows;
    }

    private static async Task<Row> CompareAsync(Bench bench, string what, int count, Func<Task> call, Func<Task> bare)
    {
        await LoadAsync(count / 5, call);
        await LoadAsync(count / 5, bare);
        (Samples Times, double Rate, int Errors) own = await LoadAsync(count, bare);
        long before = Held();
        ((Samples Times, double Rate, int Errors) api, Load load) = await bench.WatchedAsync(() => LoadAsync(count, call));
        long grown = Held() - before;
        return new Row(
            bench.Store.Name,
            $"{what} over HTTP, {InFlight} in flight",
            "no error, memory bounded",
            $"p50 {api.Times.Median:0.0} / p99 {api.Times.P99:0.0} ms, {api.Rate:N0}/s, {api.Errors} errors, {Math.Round(grown / 1024d / 1024, 1):+0.0;-0.0;0.0} MB held"
                + $"; the store alone: p50 {own.Times.Median:0.0} / p99 {own.Times.P99:0.0} ms, {own.Rate:N0}/s",
            api.Errors == 0 && own.Errors == 0)
        { Load = load };
    }

    private static long Held() => GC.GetTotalMemory(forceFullCollection: true);

    private static async Task<(Samples Times, double Rate, int Errors)> LoadAsync(int count, Func<Task> call)
    {
        double[] times = new double[count];
        int next = -1;
        int errors = 0;
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                long start = Stopwatch.GetTimestamp();
                try
                {
                    await call();
                }
                catch (Exception e) when (e is HttpRequestException or Core.Errors.TickException)
                {
                    Interlocked.Increment(ref errors);
                }

                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        return (Samples.Of(times), count / Stopwatch.GetElapsedTime(began).TotalSeconds, errors);
    }

    private static async Task GetAsync(HttpClient http, string path)
    {
        using HttpResponseMessage answer = await http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }
}
