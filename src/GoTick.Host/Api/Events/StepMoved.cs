using GoTick.Core.Client;

namespace GoTick.Host.Api.Events;

/// <summary>A step that is new, or has changed.</summary>
/// <param name="Index">Its place in the run, from 0.</param>
/// <param name="Step">The step as it is now, without its value.</param>
internal sealed record StepMoved(int Index, StepView Step);
