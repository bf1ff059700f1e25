using GoTick.Core.Client;

namespace GoTick.Host.Api.Events;

/// <summary>Why a stream of events has ended.</summary>
/// <param name="Run">The run, without arguments and output; null when it is another reason.</param>
/// <param name="ErrorId">The reason: <c>TickRunNotFound</c> for a run that was removed, <c>TickTooManyListeners</c> for a listener that did not keep up.</param>
/// <param name="Message">The same for people.</param>
internal sealed record RunOver(RunView? Run, string? ErrorId, string? Message);
