using GoTick.Core.Flows;

namespace GoTick.Core.Execution;

/// <summary>How a run is to be made anew from another one's journal. Payloads are in the codec of the values, arguments checked before.</summary>
public sealed record MendRequest
{
    /// <summary>The step that runs again first, all before it is kept: a key (<c>NAME</c>, <c>NAME#2</c>) or the name of the branches of a wait. Null: see <see cref="GoesOn"/>.</summary>
    public string? FromStep { get; init; }

    /// <summary>Without <see cref="FromStep"/>: true keeps all but what the run ended by, false keeps nothing.</summary>
    public bool GoesOn { get; init; }

    /// <summary>The arguments; null = those of the origin.</summary>
    public Payload? Arguments { get; init; }

    /// <summary>The arguments with their evaluated defaults, if the journal keeps such; null = as they are.</summary>
    public Payload? BoundArguments { get; init; }

    /// <summary>Values of kept steps, by key.</summary>
    public IReadOnlyDictionary<string, Payload> Values { get; init; } = new Dictionary<string, Payload>();

    /// <summary>The text's hash; null = the origin's.</summary>
    public string? Version { get; init; }
}
