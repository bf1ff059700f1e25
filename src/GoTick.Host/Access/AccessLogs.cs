namespace GoTick.Host.Access;

/// <summary>What the doors of a server say to its operator. No key and no session is ever in it.</summary>
internal static partial class AccessLogs
{
    [LoggerMessage(EventId = 3_001, Level = LogLevel.Warning, Message = "The audit entry {Entry} ({Action}) stays 'asked'; its outcome was '{Outcome}'.")]
    public static partial void AuditIncomplete(ILogger logger, string entry, string action, string outcome, Exception cause);

    [LoggerMessage(EventId = 3_002, Level = LogLevel.Warning, Message = "{Address} has tried too many wrong keys and is refused for a while.")]
    public static partial void LockedOut(ILogger logger, string address);

    [LoggerMessage(EventId = 3_003, Level = LogLevel.Warning, Message = "Old sessions and audit entries could not be swept; it is tried again.")]
    public static partial void SweepFailed(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 3_004, Level = LogLevel.Error, Message = "The certificate {Path} cannot be read; the one before goes on being used.")]
    public static partial void CertificateUnreadable(ILogger logger, string path, Exception cause);
}
