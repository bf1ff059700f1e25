using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>A child run that a script wants, and waits for.</summary>
public sealed record ChildRequest
{
    /// <summary>The step's name, checked by the journal.</summary>
    public required string Name { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Flow { get; init; }

    /// <summary>
    /// Checks the arguments against the flow as the catalogue has it, and gives them as a dictionary in the codec of the values. Called on the first pass only; a
    /// <see cref="TickException"/> of it is recorded.
    /// </summary>
    public required Func<FlowDefinition, Payload> Bind { get; init; }

    /// <summary>The queue; null = the parent's.</summary>
    public string? Queue { get; init; }

    /// <summary>Tags beside the flow's.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The time for the child from its first activation on; null = the flow's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True: it is not cancelled with its parent.</summary>
    public bool IsDetached { get; init; }
}
