namespace GoTick.Core.Errors;

/// <summary>The base of every error that GoTick raises. <see cref="ErrorId"/> is stable; the message is for people and may change.</summary>
public class TickException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="errorId">One of <see cref="TickErrorId"/>.</param>
    /// <param name="kind">What sort of trouble it is.</param>
    /// <param name="message">What happened, why, and what to do now.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public TickException(string errorId, TickErrorKind kind, string message, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Kind = kind;
    }

    /// <summary>The stable id, one of <see cref="TickErrorId"/>.</summary>
    public string ErrorId { get; }

    /// <summary>What sort of trouble it is.</summary>
    public TickErrorKind Kind { get; }

    /// <summary>What the error is about (a run id, a flow or step name, …); null where there is no such thing.</summary>
    public object? Target { get; init; }
}
