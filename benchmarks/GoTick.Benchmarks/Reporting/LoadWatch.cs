using System.Diagnostics;
using System.Globalization;

namespace GoTick.Benchmarks.Reporting;

/// <summary>Watches processor time: a number measured beside somebody else's build says little.</summary>
internal sealed class LoadWatch
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux
    private readonly Process? _server;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly double _ours;
    private readonly double _servers;
    private readonly double? _all;

    /// <param name="server">The store's server; null when there is none.</param>
    public LoadWatch(Process? server)
    {
        _server = server;
        _ours = Ours();
        _servers = SecondsOf(server);
        _all = AllBusy();
    }

    /// <summary>The processor time that this process and the server have taken so far: unlike a rate, it hardly depends on who else is busy.</summary>
    public double OurSeconds => Ours() - _ours;

    /// <summary>The server's part of <see cref="OurSeconds"/>.</summary>
    public double ServerSeconds => SecondsOf(_server) - _servers;

    public Load Read()
    {
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        double ours = OurSeconds;
        double? all = AllBusy() - _all;
        return new Load(ours / seconds, all is { } busy ? Math.Max(0, (busy - ours) / seconds) : null);
    }

    private double Ours() => Environment.CpuUsage.TotalTime.TotalSeconds + SecondsOf(_server);

    private static double SecondsOf(Process? server)
    {
        server?.Refresh();
        return server?.TotalProcessorTime.TotalSeconds ?? 0;
    }

    /// <summary>Seconds that all cores together were busy; null where there is no /proc/stat.</summary>
    private static double? AllBusy()
    {
        if (!File.Exists("/proc/stat"))
        {
            return null;
        }

        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] ticks = [.. fields.Skip(1).Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
        // user nice system idle iowait irq softirq steal
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TicksPerSecond;
    }
}
