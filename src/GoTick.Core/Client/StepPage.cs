namespace GoTick.Core.Client;

/// <summary>Some of a run's steps, in order.</summary>
/// <param name="Items">The steps.</param>
/// <param name="Next">What <see cref="StepQuery.From"/> of the next page is; null = there are no more for now.</param>
public sealed record StepPage(IReadOnlyList<StepView> Items, string? Next);
