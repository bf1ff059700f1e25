namespace GoTick.Benchmarks;

/// <summary>Measured values, sorted.</summary>
internal sealed class Samples
{
    private readonly double[] _sorted;

    private Samples(double[] sorted) => _sorted = sorted;

    public double Median => At(0.5);

    public double P99 => At(0.99);

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    public int Count => _sorted.Length;

    public static Samples Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return new Samples(sorted);
    }

    private double At(double share) => _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
