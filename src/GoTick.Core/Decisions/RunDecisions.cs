using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a run begins, ends, is parked and goes away.</summary>
internal static class RunDecisions
{
    /// <summary>A new run.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="flow">The flow as the catalogue has it now.</param>
    /// <param name="now">The store's time, for a delayed start.</param>
    public static (RunStarted Started, Decision Decision) Start(StartRequest request, FlowDefinition flow, StoreTime now)
    {
        // The header keeps them with commas between: a tag with a comma in it is several.
        IReadOnlyList<string> tags =
        [
            .. flow.Settings.Tags.Concat(request.Tags)
                .SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        var started = new RunStarted
        {
            Flow = flow.Name,
            Version = flow.Version,
            Arguments = request.Arguments,
            Queue = request.Queue ?? flow.Settings.Queue,
            Priority = request.Priority ?? flow.Settings.Priority,
            Tags = tags,
            Retention = flow.Settings.Retention,
            WorkingDirectory = request.WorkingDirectory,
        };
        List<KeyValuePair<string, string?>> fields =
            [HeaderFields.Set(HeaderFields.Flow, flow.Name), HeaderFields.Set(HeaderFields.Version, flow.Version)];
        if (tags.Count > 0)
        {
            fields.Add(HeaderFields.Set(HeaderFields.Tags, string.Join(',', tags)));
        }

        Verb place = StartTime(request, now) is { } at ? new Verb.Sleep(0, at, Band.New) : new Verb.Ready(Band.New);
        return (started, new Decision
        {
            Events = [started],
            Fields = fields,
            Verbs = [new Verb.BlobHold(flow.Version), new Verb.Route(started.Queue, started.Priority, ""), .. RunIndexes.AtStart(flow.Name, tags), place],
        });
    }

    /// <summary>The run's script came to its end.</summary>
    public static Decision Complete(RunStarted run, ActivationOutcome.Completed outcome, StoreTime now, string? suspendedBy) =>
        End(run, new RunCompleted { At = now, Output = outcome.Output, ErrorCount = outcome.ErrorCount }, RunStatus.Completed, errorId: null, suspendedBy) with
        {
            Fields = EndFields(RunStatus.Completed, now, null, outcome.ErrorCount, 0),
        };

    /// <summary>The run's script threw.</summary>
    public static Decision Fail(RunStarted run, FailureDetails error, StoreTime now, string? suspendedBy) =>
        End(run, new RunFailed { At = now, Error = error }, RunStatus.Failed, error.ErrorId, suspendedBy) with
        {
            Fields = EndFields(RunStatus.Failed, now, error.ErrorId, 0, 0),
        };

    /// <summary>The run's script ended by <c>exit n</c>.</summary>
    public static Decision Exit(RunStarted run, ActivationOutcome.Exited outcome, StoreTime now, string? suspendedBy)
    {
        if (outcome.Code == 0)
        {
            return Complete(run, new ActivationOutcome.Completed(outcome.Output, outcome.ErrorCount), now, suspendedBy);
        }

        var error = new FailureDetails { ErrorId = TickErrorId.FlowExitCode, Message = $"The flow ended with exit code {outcome.Code}." };
        return End(run, new RunFailed { At = now, Error = error, ExitCode = outcome.Code, Output = outcome.Output }, RunStatus.Failed, error.ErrorId, suspendedBy) with
        {
            Fields = EndFields(RunStatus.Failed, now, error.ErrorId, outcome.ErrorCount, outcome.Code),
        };
    }

    /// <summary>Somebody wants the run to end; the caller holds its lease.</summary>
    public static Decision Cancel(RunStarted run, string? reason, StoreTime now, string? suspendedBy) =>
        End(run, new RunCanceled { At = now, Reason = reason }, RunStatus.Canceled, errorId: null, suspendedBy) with
        {
            Fields = EndFields(RunStatus.Canceled, now, null, 0, 0),
        };

    /// <summary>Null, or why an item is not run once more: too many workers died under it in a row.</summary>
    /// <param name="header">The item as it was claimed.</param>
    /// <param name="maxCrashes">The worker's limit; 0 = none.</param>
    public static TickException? Poison(ItemHeader header, int maxCrashes)
    {
        if (maxCrashes == 0 || header.Deaths < maxCrashes)
        {
            return null;
        }

        string step = header.Fields.TryGetValue(HeaderFields.Step, out string? now) ? $", at last in step '{now}'" : "";
        return new TickException(
            TickErrorId.WorkerCrashed,
            TickErrorKind.InvalidState,
            $"{header.Deaths} workers died in a row while they ran {header.Id}{step}, and nothing was recorded in between. It is not run again by itself. "
            + "Look at what it does there (memory, native code, exit of the process); what it has recorded is kept.")
        { Target = header.Id.Text };
    }

    /// <summary>The engine cannot go on with the run; people decide.</summary>
    public static Decision Park(string flow, FailureDetails error, StoreTime now, string? suspendedBy) => new()
    {
        Events = [new RunParked { At = now, Error = error }],
        Fields = [HeaderFields.Set(HeaderFields.ErrorId, HeaderFields.ErrorText(error.ErrorId)), HeaderFields.Set(HeaderFields.Step, null)],
        Verbs = [.. RunIndexes.AtPark(flow, error.ErrorId, suspendedBy), new Verb.Park()],
    };

    /// <summary>An ended run goes away.</summary>
    public static Decision Remove(ItemHeader header) => new()
    {
        Verbs = [.. RunIndexes.AtRemove(header), new Verb.BlobRelease(header.Fields[HeaderFields.Version]), new Verb.Remove()],
    };

    private static StoreTime? StartTime(StartRequest request, StoreTime now) => request switch
    {
        { Delay: { } delay } when delay > TimeSpan.Zero => now.Plus(delay),
        { At: { } at } when StoreTime.From(at) > now => StoreTime.From(at),
        _ => null,
    };

    private static Decision End(RunStarted run, JournalEvent last, RunStatus status, string? errorId, string? suspendedBy) => new()
    {
        Events = [last],
        Verbs = [.. RunIndexes.AtEnd(run.Flow, status, errorId, suspendedBy), new Verb.End(run.Retention)],
    };

    private static IReadOnlyList<KeyValuePair<string, string?>> EndFields(RunStatus status, StoreTime now, string? errorId, int errors, int exitCode) =>
    [
        HeaderFields.Set(HeaderFields.Outcome, status.ToString()),
        HeaderFields.Set(HeaderFields.Ended, now.ToString()),
        HeaderFields.Set(HeaderFields.ErrorId, errorId is null ? null : HeaderFields.ErrorText(errorId)),
        HeaderFields.Set(HeaderFields.Step, null),
        HeaderFields.Set(HeaderFields.ErrorCount, errors == 0 ? null : errors.ToString(CultureInfo.InvariantCulture)),
        HeaderFields.Set(HeaderFields.ExitCode, exitCode == 0 ? null : exitCode.ToString(CultureInfo.InvariantCulture)),
    ];
}
