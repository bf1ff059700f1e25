using GoTick.Core.Limits;

namespace GoTick.Core.Client;

/// <summary>A limit as it stands.</summary>
public sealed record LimitView
{
    /// <summary>Its name.</summary>
    public required LimitName Name { get; init; }

    /// <summary>What people have set; null when nobody has, and it comes from flows (<c>MaxConcurrency</c>) or was removed and is still held.</summary>
    public LimitSpec? Set { get; init; }

    /// <summary>How many runs, or steps, hold a permit.</summary>
    public int Holders { get; init; }

    /// <summary>How many wait for one.</summary>
    public int Waiting { get; init; }

    /// <summary>When its rate lets the next one through; null when that is not in the future.</summary>
    public DateTimeOffset? Next { get; init; }
}
