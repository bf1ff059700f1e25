using System.Security.Authentication;
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

    // The last three: a script's user lacks a right (before Redis 7.2), or a command was renamed.
    private static readonly string[] Refused =
    [
        "NOPERM", "NOAUTH", "WRONGPASS", "invalid password", "invalid username-password", "can't run this command", "can't access at least one of the keys",
        "unknown command",
    ];

    // The client library's own words (its ExceptionFactory): only a replica is there, so a failover is under way.
    private const string OnlyReplica = "Command cannot be issued to a replica";
    private const string NoDatabase = "The database does not exist";

    /// <summary>True when the server has forgotten a script and wants its text.</summary>
    public static bool IsNoScript(RedisServerException error) => error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>
    /// As <see cref="Translate"/>, for a store that has served before: what it refuses now is worth waiting for, because the next call may be allowed again.
    /// </summary>
    public TickException? TranslateAtWork(Exception error) =>
        Translate(error) is { } translated ? translated as StoreUnavailableException ?? new StoreUnavailableException(translated) : null;

    /// <summary>The exception to raise in place of <paramref name="error"/>; null when it is no failure of the store (a bug, or the caller gave up).</summary>
    public TickException? Translate(Exception error) => error switch
    {
        NotReplicatedException => Unavailable(
            $"has taken the write, but no replica confirmed it within {ReplicatedWrites.ConfirmWithin.TotalSeconds:0} s (durability=replicated)", error),
        RedisServerException e when Holds(e.Message, Refused) => Denied(e),
        RedisServerException e when Holds(e.Message, Passing) => Unavailable($"answered '{FirstWords(e.Message)}'", e),
        RedisConnectionException e when CauseOf(e) is AuthenticationException cause => Invalid(
            $"shows a certificate that this machine does not trust ({FirstWords(cause.Message)}): have it signed by an authority of the machine, or name yours in "
            + "SSL_CERT_FILE (Linux), and address the server by the certificate's name", e),
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } e => Denied(e),
        RedisConnectionException e when IsDenied(e) => Denied(e),
        RedisConnectionException e => Unavailable($"cannot be reached ({Cause(e)})", e),
        RedisTimeoutException e => Unavailable("did not answer in time", e),
        TimeoutException e => Unavailable("did not answer in time", e),
        RedisCommandException e when e.Message.StartsWith(OnlyReplica, StringComparison.Ordinal) => Unavailable("has no server that takes writes at the moment", e),
        RedisCommandException e when e.Message.StartsWith(NoDatabase, StringComparison.Ordinal) => Invalid(
            "has no database of this number: leave it out of the address", e),
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
    private static string Cause(RedisConnectionException error) =>
        CauseOf(error) is var cause && cause is RedisConnectionException connection ? connection.FailureType.ToString() : cause.Message;

    private static Exception CauseOf(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error;
    }

    private static string FirstWords(string message)
    {
        int end = message.IndexOf('.', StringComparison.Ordinal);
        return end > 0 ? message[..end] : message;
    }

    private StoreUnavailableException Unavailable(string what, Exception inner) => new($"The store {address} {what}.", inner);

    private TickException Invalid(string what, Exception inner) =>
        new(TickErrorId.StoreInvalid, TickErrorKind.InvalidInput, $"The store {address} {what}.", inner);

    private TickException Denied(Exception inner) => new(
        TickErrorId.StoreInvalid,
        TickErrorKind.Security,
        $"The store {address} refused the user or password, or the user lacks rights: GoTick needs all keys and channels that begin with 'gotick:', scripts, " +
        "and read and write commands.",
        inner);
}
