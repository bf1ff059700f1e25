using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace GoTick.Tests.Shared;

/// <summary>
/// A real <c>redis-server</c> from PATH on a free port of the loopback, in a folder of its own, without persistence unless asked for. As a class fixture it
/// starts by itself. It ends exactly the process that it started.
/// </summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly string[] _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("gotick-redis-").FullName;
    private Process? _process;
    private ConnectionMultiplexer? _direct;

    public RedisServer()
        : this([])
    {
    }

    private RedisServer(string[] options) => _options = options;

    public int Port { get; } = FreePort();

    /// <summary>The address of the store on it.</summary>
    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>A server with options as on the command line: <c>--appendonly yes</c>. Skips the test when there is no redis-server.</summary>
    public static async Task<RedisServer> StartNewAsync(params string[] options)
    {
        var server = new RedisServer(options);
        await server.InitializeAsync();
        server.SkipIfMissing();
        return server;
    }

    public void SkipIfMissing()
    {
        if (Missing is not null)
        {
            Assert.Skip(Missing);
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (FindOnPath() is { } file)
        {
            await StartAsync(file);
        }
        else
        {
            Missing = "redis-server is not on PATH";
        }
    }

    /// <summary>As a crash: SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Sends a signal: <c>STOP</c>, <c>CONT</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Cuts every connection of clients but the caller's own.</summary>
    public async Task CutConnectionsAsync()
    {
        foreach (string type in new[] { "normal", "pubsub" })
        {
            await CallAsync("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port and folder.</summary>
    public Task RestartAsync() => StartAsync(FindOnPath()!);

    /// <summary>Sends one command and returns its reply as text. A user's options may have locked the default user out; then this fails.</summary>
    public async Task<string> CallAsync(string command, params string[] arguments)
    {
        _direct ??= await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},allowAdmin=true");
        RedisResult result = await _direct.GetDatabase().ExecuteAsync(command, arguments);
        return (string?)result ?? "";
    }

    public Task ConfigureAsync(string name, string value) => CallAsync("CONFIG", "SET", name, value);

    public async ValueTask DisposeAsync()
    {
        if (_direct is not null)
        {
            await _direct.DisposeAsync();
        }

        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
            .FirstOrDefault(File.Exists);

    private async Task StartAsync(string file)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, WorkingDirectory = _folder };
        string[] arguments =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", _folder, "--daemonize", "no", .. _options,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = Process.Start(start)!;
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"redis-server ended (port {Port})."));
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        await ready.Task;
    }
}
