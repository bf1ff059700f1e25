using GoTick.Core.Journal;

namespace GoTick.Core.Decisions;

/// <summary>What people want of an item, as its inbox says.</summary>
/// <param name="Asked">It shall be suspended; null = it shall go on.</param>
/// <param name="MessageIds">The messages that say so, with those that they replace.</param>
internal sealed record SuspendWish(RunMessage.SuspendAsked? Asked, IReadOnlyList<string> MessageIds);
