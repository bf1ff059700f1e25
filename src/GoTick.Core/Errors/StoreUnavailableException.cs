namespace GoTick.Core.Errors;

/// <summary>The store could not be reached or did not answer in time. Nothing is known about what it did: never read this as "absent".</summary>
public sealed class StoreUnavailableException : TickException
{
    /// <summary>An outage.</summary>
    public StoreUnavailableException(string message, Exception? inner = null)
        : base(TickErrorId.StoreUnavailable, TickErrorKind.Unavailable, message, inner)
    {
    }

    /// <summary>
    /// A store that served this process before and now refuses it (<c>TickStoreInvalid</c>: rights were taken away, a password was changed). Whoever works
    /// waits as in an outage, so that nothing is lost until somebody has put it right.
    /// </summary>
    /// <param name="refusal">What a new connection would be told.</param>
    public StoreUnavailableException(TickException refusal)
        : base(refusal.ErrorId, refusal.Kind, refusal.Message, refusal.InnerException)
    {
    }
}
