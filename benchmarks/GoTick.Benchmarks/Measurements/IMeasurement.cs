using GoTick.Benchmarks.Reporting;

namespace GoTick.Benchmarks.Measurements;

/// <summary>Measures one thing, on whatever store the bench has.</summary>
internal interface IMeasurement
{
    /// <summary>What <c>--only</c> finds it by.</summary>
    string Name { get; }

    Task<IReadOnlyList<Row>> MeasureAsync(Bench bench);
}
