namespace GoTick.Core.Stores;

/// <summary>A message in an item's inbox.</summary>
/// <param name="Number">Its number among all that were ever posted, from 1.</param>
/// <param name="Id">The sender's id of it.</param>
/// <param name="Body">What it says.</param>
public sealed record InboxMessage(long Number, string Id, byte[] Body);
