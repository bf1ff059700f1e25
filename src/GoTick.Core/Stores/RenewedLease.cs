namespace GoTick.Core.Stores;

/// <summary>What became of one lease.</summary>
/// <param name="IsHeld">False: it is lost; stop at once.</param>
/// <param name="Inbox">How many messages were ever posted to the item; 0 when lost.</param>
public readonly record struct RenewedLease(bool IsHeld, long Inbox);
