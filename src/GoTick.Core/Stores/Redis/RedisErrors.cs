using GoTick.Core.Errors;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>What a failure of Redis or of the way to it means. The one place that knows; no message names a user or password.</summary>
internal sealed class RedisErrors(string address)
{
    // States of a server that pass: memory is full, it loads, fails over, or a slot moves ("non local key", TRYAGAIN).
    private static readonly string[] Passing =
    [
        "OOM", "READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "MISCONF", "BUSY", "UNKILLABLE", "ASK", "MOVED",
        "non local key", "max number of clients",
    ];

    private static readonly string[] Refused = ["NOPERM", "NOAUTH", "WRONGPASS", "invalid password", "invalid username-password"];

    /// <summary>True when the server has forgotten a script and wants its text.</summary>
    public static bool IsNoScript(RedisServerException error) => error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>The exception to raise in place of <paramref name="error"/>; null when it is no failure of the store (a bug, or the caller gave up).</summary>
    public TickException? Translate(Exception error) => error switch
    {
        RedisServerException e when Holds(e.Message, Refused) => Denied(e),
        RedisServerException e when Holds(e.Message, Passing) => Unavailable($"answered '{FirstWords(e.Message)}'", e),
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } e => Denied(e),
        RedisConnectionException e when IsDenied(e) => Denied(e),
        RedisConnectionException e => Unavailable($"cannot be reached ({Cause(e)})", e),
        RedisTimeoutException e => Unavailable("did not answer in time", e),
        TimeoutException e => Unavailable("did not answer in time", e),
        RedisCommandException e => Unavailable("has no server that takes writes at the moment", e),
        ObjectDisposedException e => Unavailable("is disconnected: this connection was closed", e),
        _ => null,
    };

    private static bool IsDenied(Exception error)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (e is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } || Holds(e.Message, Refused))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(string message, string[] words)
    {
        foreach (string word in words)
        {
            if (message.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // The innermost message says it best: 'Connection refused', 'Name or service not known'.
    private static string Cause(RedisConnectionException error)
    {
        Exception cause = error;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause is RedisConnectionException connection ? connection.FailureType.ToString() : cause.Message;
    }

    private static string FirstWords(string message)
    {
        int end = message.IndexOf('.', StringComparison.Ordinal);
        return end > 0 ? message[..end] : message;
    }

    private StoreUnavailableException Unavailable(string what, Exception inner) => new($"The store {address} {what}.", inner);

    private TickException Denied(Exception inner) => new(
        TickErrorId.StoreInvalid,
        TickErrorKind.Security,
        $"The store {address} refused the user or password, or the user lacks rights: GoTick needs all keys and channels that begin with 'gotick:', scripts, " +
        "and read and write commands.",
        inner);
}
