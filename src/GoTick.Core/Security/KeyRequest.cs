using GoTick.Core.Errors;

namespace GoTick.Core.Security;

/// <summary>A key that somebody wants.</summary>
public sealed record KeyRequest
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>The longest life of a key that has an end.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromDays(3_650);

    /// <summary>Whose it is to be: 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to be for.</summary>
    public required KeyScope Scopes { get; init; }

    /// <summary>For which flows. Default: all.</summary>
    public FlowGrants Grants { get; init; } = FlowGrants.All;

    /// <summary>How long it is accepted, up to ten years; null = until it is revoked.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>The life that a person wrote in days; one that is too long for any clock stays too long.</summary>
    public static TimeSpan? LifeOf(double? days) => days is { } number ? double.IsNaN(number) ? TimeSpan.Zero : TimeSpan.FromDays(Math.Clamp(number, -1, 1_000_000)) : null;

    /// <summary>Itself, if it can be had.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    internal KeyRequest Checked()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName || Name != Name.Trim() || Name.Any(char.IsControl))
        {
            throw Invalid($"A key is named after its owner: 1 to {MaxName} characters, without control characters and blanks at the ends.", Name);
        }

        if (Scopes == KeyScope.None)
        {
            throw Invalid("A key needs a scope: read, start, operate or admin.", Scopes);
        }

        // Whoever may publish a text or make keys may do anything: a pattern beside it would promise what it cannot keep.
        if (Scopes.HasFlag(KeyScope.Admin) && !Grants.AreAll)
        {
            throw Invalid("The scope admin is over all flows and cannot be narrowed to some. Give operate and start instead.", Grants.ToString());
        }

        return Life is not { } life || (life > TimeSpan.Zero && life <= MaxLife)
            ? this
            : throw Invalid($"A key expires after 1 to {MaxLife.TotalDays:0} days.", life);
    }

    private static TickException Invalid(string message, object target) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message) { Target = target };
}
