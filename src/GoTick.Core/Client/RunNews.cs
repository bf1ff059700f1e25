using GoTick.Core.Execution;
using GoTick.Core.Journal;

namespace GoTick.Core.Client;

/// <summary>What one look at a run brought.</summary>
public sealed record RunNews
{
    /// <summary>The run as it is now; with its output and error once <see cref="IsOver"/>.</summary>
    public required RunView Run { get; init; }

    /// <summary>All its steps so far, in order; the last one may still go on.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>The events since the last look.</summary>
    public IReadOnlyList<JournalEvent> Events { get; init; } = [];

    /// <summary>The records of its streams since the last look.</summary>
    public IReadOnlyList<StreamRecord> Records { get; init; } = [];

    /// <summary>The numbers of <see cref="Records"/>.</summary>
    public IReadOnlyList<long> RecordNumbers { get; init; } = [];

    /// <summary>The store's time of this look, near enough to count down by.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>True when the run has ended or is suspended.</summary>
    public required bool IsOver { get; init; }
}
