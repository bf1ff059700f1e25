using System.Diagnostics;

namespace GoTick.Benchmarks.Stores;

/// <summary>A store that was made for the measurements and goes away with them.</summary>
internal abstract class BenchStore : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>The server, whose processor time is not "others'"; null when the store is in this process.</summary>
    public virtual Process? ServerProcess => null;

    /// <summary>The address of an empty store.</summary>
    public abstract Task<string> NewAddressAsync();

    /// <summary>What the newest store takes, in bytes.</summary>
    public abstract Task<long> BytesAsync();

    /// <summary>The cheapest durable thing that the store's engine can be asked for, without GoTick: the median in microseconds, called from one thread.</summary>
    public abstract Task<double> BareCallAsync();

    /// <summary>What <see cref="BareCallAsync"/> does, in words.</summary>
    public abstract string BareCallIs { get; }

    public abstract ValueTask DisposeAsync();

    protected static double MedianMicros(int count, Action call)
    {
        for (int i = 0; i < count / 5; i++)
        {
            call();
        }

        var times = new double[count];
        for (int i = 0; i < count; i++)
        {
            long began = Stopwatch.GetTimestamp();
            call();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        return Samples.Of(times).Median;
    }
}
