namespace GoTick.Benchmarks.Reporting;

/// <summary>How busy the machine was during a measurement, in cores.</summary>
/// <param name="Ours">Used by this process and the store's server.</param>
/// <param name="Others">Used by everything else; null where the system does not tell.</param>
internal sealed record Load(double Ours, double? Others)
{
    public override string ToString() => Others is { } others ? $"{Ours:0.0} + {others:0.0}" : $"{Ours:0.0}";
}
