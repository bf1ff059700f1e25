using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace GoTick.Benchmarks.Stores;

/// <summary>A <c>redis-server</c> of its own on a free port of the loopback, without persistence and with bounded memory; ended by its process.</summary>
internal sealed class RedisBenchStore : BenchStore
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly string _folder;
    private readonly int _port;
    private readonly ConnectionMultiplexer _direct;
    private readonly IReadOnlyList<PosixSignalRegistration> _signals;

    private RedisBenchStore(Process process, string folder, int port, ConnectionMultiplexer direct)
    {
        _process = process;
        _folder = folder;
        _port = port;
        _direct = direct;
        // The runtime ends at these signals without a word to anybody; the server would stay.
        _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, _ => Kill(process)))];
    }

    public override string Name => "redis";

    public override Process ServerProcess => _process;

    public override string BareCallIs => "EVALSHA of a script that returns the time, on loopback";

    public static async Task<RedisBenchStore> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("gotick-bench-redis-").FullName;
        int port = FreePort();
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, WorkingDirectory = folder };
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--daemonize", "no",
            "--maxmemory", "6gb", "--maxmemory-policy", "noeviction",
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { }; // read, so that the pipe never fills
        process.BeginOutputReadLine();
        return new RedisBenchStore(process, folder, port, await ConnectAsync(port));
    }

    public override async Task<string> NewAddressAsync()
    {
        await _direct.GetServers()[0].FlushAllDatabasesAsync();
        return $"redis://127.0.0.1:{_port}";
    }

    public override async Task<long> BytesAsync()
    {
        IDatabase db = _direct.GetDatabase();
        long bytes = 0;
        foreach (RedisKey[] page in _direct.GetServers()[0].Keys(pageSize: 1_000).Chunk(500))
        {
            RedisResult[] sizes = await Task.WhenAll(page.Select(k => db.ExecuteAsync("MEMORY", "USAGE", k, "SAMPLES", 0)));
            bytes += sizes.Sum(s => (long)s);
        }

        return bytes;
    }

    public override Task<double> BareCallAsync()
    {
        IDatabase db = _direct.GetDatabase();
        byte[] hash = _direct.GetServers()[0].ScriptLoad("return redis.call('TIME')");
#pragma warning disable SER307 // As a slot waits for its store: blocked on its own thread.
        return Task.Run(() => MedianMicros(5_000, () => db.ScriptEvaluateAsync(hash, [], []).GetAwaiter().GetResult()));
#pragma warning restore SER307
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        await _direct.DisposeAsync();
        Kill(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, or was disposed of after its end.
        }
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(int port)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},allowAdmin=true");
            }
            catch (RedisConnectionException) when (Stopwatch.GetElapsedTime(began) < StartWithin)
            {
                await Task.Delay(50);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
