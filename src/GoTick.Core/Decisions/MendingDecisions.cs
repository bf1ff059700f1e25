using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>How a run is made from another one's journal, and how a suspended one goes on with another text.</summary>
internal static class MendingDecisions
{
    /// <summary>How long a copy that was not finished is kept.</summary>
    public static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(1);

    private const int EventsPerBatch = 900;
    private const long BytesPerBatch = 4L * 1024 * 1024;

    /// <summary>What the new run begins with.</summary>
    /// <exception cref="TickException"><c>TickRunNotTerminal</c>, and those of <see cref="JournalCut"/> and <see cref="StepEdits"/>.</exception>
    public static MendPlan Plan(RunJournal origin, MendRequest request)
    {
        RefuseUnlessStill(origin);
        int cut = request.FromStep is { } step ? JournalCut.Before(origin, step)
            : request.GoesOn ? JournalCut.BeforeTheEnd(origin)
            : JournalCut.AtTheStart;
        var edits = new StepEdits(origin, cut);
        foreach ((string name, Payload value) in request.Values)
        {
            edits.Set(name, value);
        }

        bool keepsAny = cut > JournalCut.AtTheStart;
        RunStarted start = origin.Start with
        {
            At = !keepsAny ? default : origin.Start.At.Micros > 0 ? origin.Start.At : HeaderFields.CreatedOf(origin.Header),
            Version = request.Version ?? origin.Version,
            Arguments = (request.Arguments ?? origin.Start.Arguments).Checked("The arguments"),
            Origin = origin.Id.Text,
            Parent = null, // nobody waits for this one
            Schedule = null,
        };
        string? from = request.FromStep is null ? null : ((StepEvent)origin.Decoded[cut]).Key.Text;
        List<byte[]> events = [JournalCodec.Encode(start), .. Kept(origin, cut, edits, request.BoundArguments)];
        ItemHeader header = origin.Header with { Place = Place.Ready, Fields = Fields(origin, start) };
        return new MendPlan
        {
            Origin = origin.Id,
            Version = start.Version,
            FromStep = from,
            KeptSteps = [.. JournalCut.Names(origin.Decoded.Take(cut))],
            Edited = edits.Keys,
            Journal = new RunJournal(header, events),
        };
    }

    /// <summary>The id of the <paramref name="number"/>th run that is made from an origin, from 2; what was made from a mended run counts on.</summary>
    public static ItemId IdOf(ItemId origin, int number) => ItemId.FromStored($"{BareId(origin.Text)}@r{number}");

    /// <summary>The journal in portions, each with what its batch says of the item; together they make the run, and only the last one lets it start.</summary>
    public static IEnumerable<Decision> Copy(MendPlan plan, RunMended mark)
    {
        RunStarted start = plan.Journal.Start;
        IReadOnlyList<byte[]> events = [.. plan.Journal.Events, JournalCodec.Encode(mark)];
        KeyValuePair<string, string?>[] known =
        [
            HeaderFields.Set(HeaderFields.Flow, start.Flow),
            HeaderFields.Set(HeaderFields.Version, start.Version),
            HeaderFields.Set(HeaderFields.Origin, plan.Origin.Text),
            .. start.Tags.Count > 0 ? [HeaderFields.Set(HeaderFields.Tags, string.Join(',', start.Tags))] : Array.Empty<KeyValuePair<string, string?>>(),
            .. start.Timeout is { } time ? [HeaderFields.Set(HeaderFields.Timeout, HeaderFields.TimeoutText(time))] : Array.Empty<KeyValuePair<string, string?>>(),
            .. LimitDecisions.FieldsOf(start),
            .. EndingWork.Of(plan.Journal.Decoded).Fields.Where(f => f.Value is not null),
        ];
        Verb[] first = [new Verb.BlobHold(start.Version), new Verb.Route(start.Queue, start.Priority, start.ConcurrencyKey ?? "")];
        Verb[] last = [.. RunIndexes.AtStart(start.Flow, start.Tags), new Verb.Ready(Band.New)];
        for (int from = 0; from < events.Count;)
        {
            int count = Portion(events, from);
            bool isFirst = from == 0;
            bool isLast = from + count == events.Count;
            yield return new Decision
            {
                Raw = [.. events.Skip(from).Take(count)],
                Fields = (isFirst, isLast) switch
                {
                    (true, true) => known,
                    (true, false) => [.. known, HeaderFields.Set(HeaderFields.Unfinished, "1"), HeaderFields.Set(HeaderFields.Outcome, nameof(RunStatus.Canceled))],
                    (false, true) => [HeaderFields.Set(HeaderFields.Unfinished, null), HeaderFields.Set(HeaderFields.Outcome, null)],
                    (false, false) => [],
                },
                Verbs = (isFirst, isLast) switch
                {
                    (true, true) => [.. first, .. last],
                    (true, false) => [.. first, new Verb.End(UnfinishedFor)],
                    (false, true) => last,
                    (false, false) => [],
                },
            };
            from += count;
        }
    }

    /// <summary>A suspended run shall go on with another text; it stays suspended. The caller holds its lease.</summary>
    public static Decision ChangeVersion(ItemHeader header, string version, string by, StoreTime now) => new()
    {
        Events = [new VersionChanged { At = now, Version = version, By = by }],
        Fields = [HeaderFields.Set(HeaderFields.Version, version)],
        Verbs = [new Verb.BlobHold(version), new Verb.BlobRelease(header.Fields[HeaderFields.Version]), StaysParked(header)],
    };

    /// <summary>A suspended run that was claimed to decide about it stays as it was.</summary>
    public static Verb StaysParked(ItemHeader header) => new Verb.Park(EndingDecisions.Deadline(header), header.Inbox);

    private static void RefuseUnlessStill(RunJournal origin)
    {
        if (origin.Header.Fields.ContainsKey(HeaderFields.Unfinished))
        {
            throw new TickException(
                TickErrorId.RunNotFound, TickErrorKind.NotFound, $"'{origin.Id}' is no run: it is a copy that was not finished, and goes away by itself.")
            { Target = origin.Id.Text };
        }

        if (origin.Id.IsBranch)
        {
            throw new TickException(
                TickErrorId.RunNotFound, TickErrorKind.NotFound, $"'{origin.Id}' is a branch, and no run. Restart run '{origin.Id.Run}' from the wait that it belongs to.")
            { Target = origin.Id.Text };
        }

        if (!origin.Status.IsTerminal() && origin.Status != RunStatus.Suspended)
        {
            throw new TickException(
                TickErrorId.RunNotTerminal,
                TickErrorKind.InvalidState,
                $"Run '{origin.Id}' is {origin.Status}; only a run that has ended or is suspended can be restarted. Stop it, or wait for its end.")
            { Target = origin.Id.Text };
        }
    }

    private static IEnumerable<byte[]> Kept(RunJournal origin, int cut, StepEdits edits, Payload? bound)
    {
        for (int i = JournalCut.AtTheStart; i < cut; i++)
        {
            switch (origin.Decoded[i])
            {
                case RunParked or RunResumed:
                    break; // they say what became of the origin
                case ArgumentsBound old when bound is { } arguments:
                    yield return JournalCodec.Encode(old with { Arguments = arguments.Checked("The arguments with their defaults") });
                    break;
                default:
                    yield return edits.Edited.TryGetValue(i, out JournalEvent? other) ? JournalCodec.Encode(other) : origin.Events[i];
                    break;
            }
        }
    }

    /// <summary>The header of a run that begins again: nothing of how the origin waited or ended.</summary>
    private static Dictionary<string, string> Fields(RunJournal origin, RunStarted start)
    {
        string[] past =
        [
            HeaderFields.Waits, HeaderFields.Ask, HeaderFields.Ending, HeaderFields.FailedAtEnd, HeaderFields.Outcome, HeaderFields.ErrorId, HeaderFields.Ended,
            HeaderFields.Compensations, HeaderFields.Callbacks, HeaderFields.Timeout, HeaderFields.Limits, HeaderFields.Began,
        ];
        Dictionary<string, string> fields = new(origin.Header.Fields.Where(f => !past.Contains(f.Key))) { [HeaderFields.Version] = start.Version };
        return fields;
    }

    private static int Portion(IReadOnlyList<byte[]> events, int from)
    {
        long bytes = 0;
        int count = 0;
        while (from + count < events.Count && count < EventsPerBatch && (count == 0 || bytes + events[from + count].Length <= BytesPerBatch))
        {
            bytes += events[from + count++].Length;
        }

        return count;
    }

    private static string BareId(string id)
    {
        int at = id.LastIndexOf("@r", StringComparison.Ordinal);
        return at > 0 && at + 2 < id.Length && id.AsSpan(at + 2).IndexOfAnyExceptInRange('0', '9') < 0 ? id[..at] : id;
    }
}
