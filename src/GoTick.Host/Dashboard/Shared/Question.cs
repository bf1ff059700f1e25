namespace GoTick.Host.Dashboard.Shared;

/// <summary>What a viewer is asked before something is done.</summary>
public sealed record Question
{
    /// <summary>What will happen.</summary>
    public required string Text { get; init; }

    /// <summary>The word on the button that does it.</summary>
    public required string Confirm { get; init; }

    /// <summary>True when something ends or is lost.</summary>
    public bool IsDanger { get; init; }

    /// <summary>The label of a field for words about it; null = none.</summary>
    public string? Reason { get; init; }

    /// <summary>The label of a box to check; null = none.</summary>
    public string? Box { get; init; }
}
