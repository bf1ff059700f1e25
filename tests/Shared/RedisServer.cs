using System.Diagnostics;
using System.Globalization;
using System.Net;
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
    private string? _config;
    private ConnectionMultiplexer? _direct;

    public RedisServer()
        : this([])
    {
    }

    private RedisServer(string[] options) => _options = options;

    public int Port { get; } = FreePorts.Next();

    /// <summary>The folder of its files.</summary>
    public string Folder => _folder;

    /// <summary>The address of the store on it.</summary>
    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>A server with options as on the command line: <c>--appendonly yes</c>; <c>{port}</c> stands for its port. Skips the test when there is no redis-server.</summary>
    public static async Task<RedisServer> StartNewAsync(params string[] options)
    {
        var server = new RedisServer(options);
        await server.InitializeAsync();
        server.SkipIfMissing();
        return server;
    }

    /// <summary>A sentinel that watches a primary under a name.</summary>
    public static async Task<RedisServer> StartSentinelAsync(string name, RedisServer primary, int quorum)
    {
        var sentinel = new RedisServer(["--sentinel"]);
        sentinel._config = Path.Combine(sentinel._folder, "sentinel.conf");
        await File.WriteAllLinesAsync(sentinel._config,
        [
            string.Create(CultureInfo.InvariantCulture, $"sentinel monitor {name} 127.0.0.1 {primary.Port} {quorum}"),
            $"sentinel down-after-milliseconds {name} 1000",
            $"sentinel failover-timeout {name} 5000",
        ]);
        await sentinel.InitializeAsync();
        sentinel.SkipIfMissing();
        return sentinel;
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

    /// <summary>As a frozen machine: SIGSTOP, until <see cref="GoOnAsync"/>.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Ends a <see cref="FreezeAsync"/>.</summary>
    public Task GoOnAsync() => SignalAsync("CONT");

    /// <summary>Sends one command to this server and returns its reply as text. A user's options may have locked the default user out; then this fails.</summary>
    public async Task<string> CallAsync(string command, params string[] arguments) => (string?)await AskAsync(command, arguments) ?? "";

    /// <summary>As <see cref="CallAsync"/>, for replies of several values.</summary>
    public async Task<RedisResult> AskAsync(string command, params string[] arguments)
    {
        _direct ??= await ConnectAsync();
        return await _direct.GetServer(IPAddress.Loopback, Port).ExecuteAsync(command, [.. arguments.Cast<object>()], CommandFlags.NoRedirect);
    }

    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        var options = ConfigurationOptions.Parse($"127.0.0.1:{Port},allowAdmin=true,tiebreaker=,configChannel=");
        if (_config is not null)
        {
            options.CommandMap = CommandMap.Sentinel;
        }

        return ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>As a replica: waits until it has all that its primary has now. On a busy machine it may be seconds behind.</summary>
    public async Task CatchUpAsync(RedisServer primary)
    {
        long goal = await OffsetAsync(primary, "master_repl_offset");
        while (await OffsetAsync(this, "slave_repl_offset") < goal)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        static async Task<long> OffsetAsync(RedisServer server, string name)
        {
            string info = await server.CallAsync("INFO", "replication");
            return long.Parse(info.Split("\r\n").First(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..], CultureInfo.InvariantCulture);
        }
    }

    public Task ConfigureAsync(string name, string value) => CallAsync("CONFIG", "SET", name, value);

    public async ValueTask DisposeAsync()
    {
        if (_direct is not null)
        {
            await _direct.CloseAsync(allowCommandsToComplete: false); // a plain dispose breaks on a server that came just then (StackExchange.Redis 2754)
            await _direct.DisposeAsync();
        }

        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static string? FindOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
            .FirstOrDefault(File.Exists);

    private async Task StartAsync(string file)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, WorkingDirectory = _folder };
        string[] arguments = _config is not null
            ? [_config, .. _options, "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder]
            :
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", _folder, "--daemonize", "no", .. _options,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument == "{port}" ? Port.ToString(CultureInfo.InvariantCulture) : argument);
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
            else if (line.Data.Contains(_config is null ? "Ready to accept connections" : "+monitor master", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        process.BeginOutputReadLine();
        await ready.Task;
    }
}
