namespace GoTick.Core.Security;

/// <summary>Which entries of the audit log are wanted. The default is all, the newest first.</summary>
public sealed record AuditQuery
{
    /// <summary>Only of this day (UTC).</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Only from then on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only by those with this in their name. Case does not count.</summary>
    public string? By { get; init; }

    /// <summary>Only this action, such as <c>cancel-run</c>. Case does not count.</summary>
    public string? Action { get; init; }

    /// <summary>Only with this in what it was done to, or in what came of it. Case does not count.</summary>
    public string? Target { get; init; }

    /// <summary>Only behind this place (<see cref="AuditPage.Next"/>); null = from the newest.</summary>
    public string? After { get; init; }

    /// <summary>At most so many, 1 to <see cref="AuditLog.MaxPage"/>. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>True when an entry is one of those, whatever its page.</summary>
    internal bool Wants(AuditEntry entry) =>
        (Since is not { } since || entry.Time >= since)
        && (Until is not { } until || entry.Time < until)
        && Has(entry.By, By)
        && (Action is null || entry.Action.Equals(Action, StringComparison.OrdinalIgnoreCase))
        && (Has(entry.Target, Target) || Has(entry.Result, Target));

    private static bool Has(string? text, string? wanted) => wanted is null || text?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true;
}
