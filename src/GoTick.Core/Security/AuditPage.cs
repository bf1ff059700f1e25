namespace GoTick.Core.Security;

/// <summary>Entries of the audit log, the newest first. Fewer than were asked for do not mean that there are no more.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Behind which one the next page begins; null = there is none.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next);
