namespace GoTick.Core.Stores;

/// <summary>A limit's answer.</summary>
/// <param name="Now">The partition's time.</param>
/// <param name="IsGranted">True when the asker holds a permit now, by this call or by an earlier one.</param>
/// <param name="Position">How many wait before the asker; 0 when nobody asked or it was granted.</param>
/// <param name="RetryAt">When the rate lets the asker through, if everybody before it comes in time; null when a permit must be given back first.</param>
/// <param name="Wake">Those that wait and may have a permit now, the first one first.</param>
public sealed record PermitReply(StoreTime Now, bool IsGranted, int Position, StoreTime? RetryAt, IReadOnlyList<string> Wake);
