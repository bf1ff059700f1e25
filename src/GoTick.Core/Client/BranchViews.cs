using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>Makes what people see of branches.</summary>
internal static class BranchViews
{
    /// <summary>An ended branch.</summary>
    public static BranchView Of(BranchOutcome outcome) => new()
    {
        Key = outcome.Key,
        Index = outcome.Index,
        Status = outcome.Error is null ? "Completed" : "Failed",
        Attempts = outcome.Attempts,
        Started = outcome.Started.ToDateTimeOffset(),
        Ended = outcome.Ended.ToDateTimeOffset(),
        Error = outcome.Error?.Message,
        Steps = [.. outcome.Steps.Select(Of)],
    };

    /// <summary>A branch that lives.</summary>
    public static BranchView Of(ItemHeader header, BranchStarted first, IReadOnlyList<StepView> steps, FailureDetails? error) => new()
    {
        Key = first.Key,
        Index = first.Index,
        Status = header.Place == Place.Waiting && error is not null ? "Retrying" : HeaderFields.Status(header).ToString(),
        Attempts = HeaderFields.Number(header, HeaderFields.FailedAttempts) + (header.Place == Place.Waiting && error is not null ? 0 : 1),
        Started = header.FirstClaimed?.ToDateTimeOffset(),
        Due = header.WakeAt?.ToDateTimeOffset(),
        Step = header.Fields.GetValueOrDefault(HeaderFields.Step),
        Progress = HeaderFields.ProgressOf(header, HeaderFields.StepProgress) ?? HeaderFields.ProgressOf(header, HeaderFields.Progress),
        Error = error?.Message,
        Steps = steps,
    };

    private static StepView Of(BranchStep step) => new()
    {
        Key = step.Key.Text,
        Kind = step.Kind,
        Status = step.ErrorId is null ? "Completed" : "Failed",
        Time = step.At.ToDateTimeOffset(),
        Took = step.Took,
        Attempts = step.Attempts,
        Error = step.ErrorId,
    };
}
