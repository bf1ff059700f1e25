using GoTick.Core.Flows;

namespace GoTick.Core.Stores;

/// <summary>What a worker should hear of one of its items.</summary>
public readonly record struct MailEntry(ItemId Item, MailKind Kind);
