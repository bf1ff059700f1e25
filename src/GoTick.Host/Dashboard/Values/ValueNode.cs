namespace GoTick.Host.Dashboard.Values;

/// <summary>A part of a value as it is shown.</summary>
public sealed record ValueNode
{
    /// <summary>Its name in what holds it; null for none.</summary>
    public string? Name { get; init; }

    /// <summary><c>null</c>, <c>string</c>, <c>number</c>, <c>other</c>, <c>table</c>, <c>list</c> or <c>object</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its type, in a word; null where the value tells it.</summary>
    public string? Type { get; init; }

    /// <summary>The value itself; null when it has parts.</summary>
    public string? Text { get; init; }

    /// <summary>Its parts, made when they are asked for; null when it has none.</summary>
    public Func<IEnumerable<ValueNode>>? Children { get; init; }
}
