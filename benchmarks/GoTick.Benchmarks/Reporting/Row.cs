namespace GoTick.Benchmarks.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Store">The store.</param>
/// <param name="What">What was measured.</param>
/// <param name="Budget">What was promised.</param>
/// <param name="Measured">What was found.</param>
/// <param name="IsWithin">Whether the promise is kept; null = there is none for this line.</param>
internal sealed record Row(string Store, string What, string Budget, string Measured, bool? IsWithin)
{
    /// <summary>True for a promise of several times another's rate, of which a range is recorded: the lower end is reached, the upper is not.</summary>
    public bool IsBetween { get; init; }

    /// <summary>The store engine's cheapest call, measured beside it; null when it does not matter here.</summary>
    public double? BareMicros { get; init; }

    /// <summary>How often the bare call fits in; null likewise.</summary>
    public double? Ratio { get; init; }

    /// <summary>The machine meanwhile; null when it cannot be known.</summary>
    public Load? Load { get; init; }
}
