using GoTick.Core.Journal;

namespace GoTick.Core.Workers;

/// <summary>A wish to suspend that came while an item was executed.</summary>
/// <param name="Asked">Who wants it.</param>
/// <param name="MessageIds">The messages that say so.</param>
/// <param name="SeenInbox">How many messages had been posted when this was read.</param>
internal sealed record SuspendOrder(RunMessage.SuspendAsked Asked, IReadOnlyList<string> MessageIds, long SeenInbox);
