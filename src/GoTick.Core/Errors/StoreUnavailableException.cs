namespace GoTick.Core.Errors;

/// <summary>The store could not be reached or did not answer in time. Nothing is known about what it did: never read this as "absent".</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null)
    : TickException(TickErrorId.StoreUnavailable, TickErrorKind.Unavailable, message, inner);
