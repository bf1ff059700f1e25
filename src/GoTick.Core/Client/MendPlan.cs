using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Client;

/// <summary>A run that can be made from another one's journal; nothing of it is in the store yet.</summary>
public sealed record MendPlan
{
    /// <summary>The run that it is made from.</summary>
    public required ItemId Origin { get; init; }

    /// <summary>The text that it will go by.</summary>
    public required string Version { get; init; }

    /// <summary>The step that runs again first; null when none was named.</summary>
    public string? FromStep { get; init; }

    /// <summary>The keys of the steps that are kept, in order.</summary>
    public required IReadOnlyList<string> KeptSteps { get; init; }

    /// <summary>The kept steps whose values were set.</summary>
    public IReadOnlyList<StepKey> Edited { get; init; } = [];

    /// <summary>Its journal up to where it goes on by itself.</summary>
    public required RunJournal Journal { get; init; }
}
