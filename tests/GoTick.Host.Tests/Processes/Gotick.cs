using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace GoTick.Host.Tests.Processes;

/// <summary>A real <c>gotick</c> process. What it writes is kept line by line; it ends with the test.</summary>
internal sealed class Gotick : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly SemaphoreSlim _line = new(0);

    private Gotick(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_messages, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Messages => [.. _messages];

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The most memory that the process ever held.</summary>
    public long PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1024 / 1024;
        }
    }

    /// <summary>Starts it in a folder that also holds its store and its data.</summary>
    public static Gotick Start(string folder, params IEnumerable<string> arguments) => StartWith(NoEnvironment, folder, arguments);

    /// <summary>As <see cref="Start"/>, with further environment variables.</summary>
    public static Gotick StartWith(IReadOnlyDictionary<string, string> environment, string folder, params IEnumerable<string> arguments) =>
        StartProgram(Program, environment, folder, arguments);

    /// <summary>As <see cref="Start"/>, where no file can grow above a size: as on a disk that is full.</summary>
    public static Gotick StartLimited(string folder, int kilobytes, params IEnumerable<string> arguments) => StartProgram(
        "/bin/bash",
        NoEnvironment,
        folder,
        ["-c", $"trap '' XFSZ; ulimit -f {kilobytes}; export DOTNET_EnableWriteXorExecute=0; exec \"$0\" \"$@\"", Program, .. arguments]);

    /// <summary>Starts what a line of shell says, which has to become a <c>gotick</c>.</summary>
    public static Gotick StartShell(string folder, string line, IReadOnlyDictionary<string, string> environment) => StartProgram("/bin/sh", environment, folder, ["-c", line]);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "gotick" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    private static Gotick StartProgram(string program, IReadOnlyDictionary<string, string> environment, string folder, IEnumerable<string> arguments)
    {
        // Tests that run as a background job inherit that Ctrl+C is ignored, and so would what they start.
        string[] heedsInterrupts = OperatingSystem.IsLinux() ? ["--default-signal=INT", program] : [];
        var start = new ProcessStartInfo(heedsInterrupts.Length > 0 ? "/usr/bin/env" : program, heedsInterrupts)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["GOTICK_STORE"] = "sqlite:" + Path.Combine(folder, "store.db"),
                ["XDG_DATA_HOME"] = Path.Combine(folder, "data"),
                ["LOCALAPPDATA"] = Path.Combine(folder, "data"),
            },
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new Gotick(start);
    }

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<Gotick> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        Gotick process = Start(folder, arguments);
        await process.ExitAsync();
        return process;
    }

    /// <summary>Waits for its end and all of its lines; returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>The exit code of a process that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Waits for a line with this text on either stream; false when the process ended without one.</summary>
    public async Task<bool> SaysAsync(string text)
    {
        while (true)
        {
            bool isOver = _process.HasExited;
            if (_messages.Concat(_output).Any(line => line.Contains(text, StringComparison.Ordinal)))
            {
                return true;
            }

            if (isOver)
            {
                return false;
            }

            await _line.WaitAsync(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As a crash: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>As <c>kill -TERM PID</c> or <c>-INT</c> (Ctrl+C) do it.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        _line.Dispose();
    }

    public override string ToString() => $"exit code {(_process.HasExited ? ExitCode : "none")}\n{string.Join('\n', Messages)}\n--\n{string.Join('\n', Output)}";

    private void Take(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
            _line.Release();
        }
    }
}
