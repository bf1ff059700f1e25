namespace GoTick.PowerShell.Remote;

/// <summary>A key that is asked for.</summary>
internal sealed record KeyBody
{
    /// <summary>Whose it is to be: journals and votes name them.</summary>
    public required string Name { get; init; }

    /// <summary><c>read</c>, <c>start</c>, <c>operate</c>, <c>admin</c>.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>For which flows, such as <c>deploy/*</c>; left out = for all.</summary>
    public string[]? Flows { get; init; }

    /// <summary>After how many days it is refused; left out = when it is revoked.</summary>
    public double? ExpiresDays { get; init; }
}
