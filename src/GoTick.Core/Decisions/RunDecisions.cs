using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a run begins, is parked and goes away.</summary>
internal static class RunDecisions
{
    /// <summary>Back to where it came from, nothing done: what needs no slot must not wait for one.</summary>
    public static Verb Again(ItemHeader header) => new Verb.Ready(header.Band == Band.Control ? Band.Control : Band.Started);

    /// <summary>A new run.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="flow">The flow as the catalogue has it now.</param>
    /// <param name="now">The store's time, for a delayed start.</param>
    /// <exception cref="TickException"><c>TickConcurrencyKeyInvalid</c>.</exception>
    public static (RunStarted Started, Decision Decision) Start(StartRequest request, FlowDefinition flow, StoreTime now)
    {
        // The header keeps them with commas between: a tag with a comma in it is several.
        IReadOnlyList<string> tags =
        [
            .. flow.Settings.Tags.Concat(request.Tags)
                .SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        string? key = request.ConcurrencyKey is { } given ? ConcurrencyKey.Checked(given)
            : flow.Settings.ConcurrencyKey is { } template ? ConcurrencyKey.Fill(template, request.Arguments, flow.Parameters)
            : null;
        var started = new RunStarted
        {
            Flow = flow.Name,
            Version = flow.Version,
            Arguments = request.Arguments,
            Queue = request.Queue ?? flow.Settings.Queue,
            Priority = request.Priority ?? flow.Settings.Priority,
            Tags = tags,
            Timeout = request.Timeout ?? flow.Settings.Timeout,
            Retention = flow.Settings.Retention,
            Parent = request.Parent?.Text,
            WorkingDirectory = request.WorkingDirectory,
            ConcurrencyKey = key,
            MaxConcurrency = flow.Settings.MaxConcurrency,
        };
        List<KeyValuePair<string, string?>> fields =
            [HeaderFields.Set(HeaderFields.Flow, flow.Name), HeaderFields.Set(HeaderFields.Version, flow.Version)];
        if (tags.Count > 0)
        {
            fields.Add(HeaderFields.Set(HeaderFields.Tags, string.Join(',', tags)));
        }

        if (request.Parent is { } parent)
        {
            fields.Add(HeaderFields.Set(HeaderFields.Parent, parent.Text));
        }

        if (request.IsDetached)
        {
            fields.Add(HeaderFields.Set(HeaderFields.Detached, "1"));
        }

        if (started.Timeout is { } timeout)
        {
            fields.Add(HeaderFields.Set(HeaderFields.Timeout, HeaderFields.TimeoutText(timeout)));
        }

        fields.AddRange(LimitDecisions.FieldsOf(started));
        // A child is a part of a run that has begun: ahead of those that have not, in a line of its tree, as branches are.
        (Band band, string line) = request.Parent is { } of ? (Band.Branches, of.Root.ToString()) : (Band.New, key ?? "");
        Verb place = StartTime(request, now) is { } at ? new Verb.Sleep(0, at, band) : new Verb.Ready(band);
        return (started, new Decision
        {
            Events = [started],
            Fields = fields,
            Verbs = [new Verb.BlobHold(flow.Version), new Verb.Route(started.Queue, started.Priority, line), .. RunIndexes.AtStart(flow.Name, tags, request.Parent?.Run), place],
        });
    }

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
    /// <param name="flow">The flow.</param>
    /// <param name="error">Why.</param>
    /// <param name="now">The time.</param>
    /// <param name="suspendedBy">The error that it was suspended with before (<see cref="RunIndexes.ErrorOf"/>); null when it was not.</param>
    /// <param name="seenInbox">How many messages the holder knows of: a later one (somebody cancelled it) is looked at. Null = park whatever has come.</param>
    /// <param name="deadline">When the run's time is over, suspended or not; null when it has no limit.</param>
    public static Decision Park(string flow, FailureDetails error, StoreTime now, string? suspendedBy, long? seenInbox, StoreTime? deadline) => new()
    {
        Events = [new RunParked { At = now, Error = error }],
        Fields = [HeaderFields.Set(HeaderFields.ErrorId, HeaderFields.ErrorText(error.ErrorId)), HeaderFields.Set(HeaderFields.Step, null)],
        Verbs = [.. RunIndexes.AtPark(flow, error.ErrorId, suspendedBy), new Verb.Park(deadline, seenInbox)],
    };

    /// <summary>
    /// The run goes on as new: the same text, queue, tags and time limit (which counts from its first activation), other arguments. The log stays, and the inbox
    /// with what was not taken.
    /// </summary>
    public static Decision Continue(ItemHeader header, RunStarted run, Payload arguments, StoreTime now) => new()
    {
        Events =
        [
            run with
            {
                At = now,
                Format = RunStarted.CurrentFormat,
                Arguments = arguments,
                FirstArguments = header.Epoch == 0 ? run.Arguments : run.FirstArguments,
            },
        ],
        Fields = [HeaderFields.Set(HeaderFields.Callbacks, null), HeaderFields.Set(HeaderFields.Step, null)],
        Verbs = [new Verb.Replace(header.Epoch + 1), new Verb.Ready(Band.Started)],
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
}
