namespace GoTick.Core.Flows;

/// <summary>What the catalogue holds of a flow: its current version and what that version's text declares.</summary>
public sealed record FlowDefinition
{
    /// <summary>The flow's name: <c>[TickFlow(Name = …)]</c>, or its path below the flows folder, <c>/</c>-separated, without <c>.ps1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of its current version.</summary>
    public required string Version { get; init; }

    /// <summary>The settings of that version.</summary>
    public FlowSettings Settings { get; init; } = new();

    /// <summary>The parameters of that version, in the order of the script.</summary>
    public IReadOnlyList<FlowParameter> Parameters { get; init; } = [];

    /// <summary>When it was published (store clock).</summary>
    public DateTimeOffset Published { get; init; }

    /// <summary>Every version that the catalogue ever had for the name, oldest first, the current one included.</summary>
    public IReadOnlyList<string> History { get; init; } = [];
}
