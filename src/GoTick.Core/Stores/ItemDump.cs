namespace GoTick.Core.Stores;

/// <summary>All of one item.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Events">Its journal.</param>
/// <param name="Messages">Its inbox by number.</param>
public sealed record ItemDump(ItemHeader Header, IReadOnlyList<byte[]> Events, IReadOnlyList<InboxMessage> Messages);
