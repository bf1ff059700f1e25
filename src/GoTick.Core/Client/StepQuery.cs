namespace GoTick.Core.Client;

/// <summary>Which steps of a run are wanted.</summary>
public sealed record StepQuery
{
    /// <summary>From where on: the <see cref="StepPage.Next"/> of the page before, or a step's number from 0; null = from the first.</summary>
    public string? From { get; init; }

    /// <summary>At most so many, 1 to 1,000. Default 1,000.</summary>
    public int Limit { get; init; } = 1_000;

    /// <summary>A page ends before the step with which its values would pass this many characters; it has one step at least. Default: without a bound.</summary>
    public int MaxCharacters { get; init; } = int.MaxValue;
}
