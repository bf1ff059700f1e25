using GoTick.Core.Client;

namespace GoTick.Host.Api.Events;

/// <summary>A step at one moment.</summary>
/// <param name="Step">The step.</param>
/// <param name="Json">As it is told.</param>
/// <param name="ChangedAt">How many events were known before it became so.</param>
internal sealed record StepMoment(StepView Step, byte[] Json, int ChangedAt);
