namespace GoTick.Core.Stores;

/// <summary>An item that a worker holds now, with the beginning of what it needs to go on.</summary>
/// <param name="Header">Its header, leased.</param>
/// <param name="Events">Its first events, at most <see cref="StoreLimits.ClaimEvents"/> and about <see cref="StoreLimits.ClaimBytes"/>; <c>Header.Length</c> tells whether there are more.</param>
/// <param name="Messages">Its first messages, at most <see cref="StoreLimits.ClaimEvents"/>.</param>
public sealed record ClaimedItem(ItemHeader Header, IReadOnlyList<byte[]> Events, IReadOnlyList<InboxMessage> Messages);
