using System.Globalization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Limits;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>
/// Which limits a run needs permits of, how it waits for them, and what it owes at its end. A permit is held from the run's beginning to its end, over all its
/// waits; a step's from its beginning until it is recorded.
/// </summary>
internal static class LimitDecisions
{
    private const char Separator = '\n';
    private const string MessagePrefix = "permit:";
    private static readonly TimeSpan Net = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestNet = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The limits that a run needs permits of, in the order of asking: its key's first. So nobody holds a place of the flow while it waits for its key's.
    /// </summary>
    public static IReadOnlyList<(LimitName Name, LimitSpec Spec)> OfRun(ItemHeader run, LimitSettings settings)
    {
        bool isKeyed = run.Fields.TryGetValue(HeaderFields.Key, out string? key);
        if (settings.IsEmpty && !run.Fields.ContainsKey(HeaderFields.Most))
        {
            return [];
        }

        List<(LimitName, LimitSpec)> limits = [];
        LimitName flow = LimitName.Of(LimitKind.Flow, run.Fields[HeaderFields.Flow]);
        foreach (LimitName name in isKeyed ? [LimitName.Of(LimitKind.Key, key!), flow] : new[] { flow })
        {
            if (SpecOf(name, run, settings) is { } spec)
            {
                limits.Add((name, spec));
            }
        }

        return limits;
    }

    /// <summary>What a limit allows: what people have set, and where they have set no concurrency, the flow's own.</summary>
    public static LimitSpec? SpecOf(LimitName name, ItemHeader run, LimitSettings settings)
    {
        LimitSpec? set = settings.Find(name);
        bool isOwn = name.Kind == (run.Fields.ContainsKey(HeaderFields.Key) ? LimitKind.Key : LimitKind.Flow);
        int most = isOwn ? HeaderFields.Number(run, HeaderFields.Most) : 0;
        return most == 0 ? set : (set ?? new LimitSpec()) with { Concurrency = set?.Concurrency ?? most };
    }

    /// <summary>True when something of the run's script was recorded: it is past its limits, whatever they are by now.</summary>
    /// <remarks>A run that came with a journal (mended, imported) has begun elsewhere: here it asks once.</remarks>
    public static bool HasBegun(ItemHeader run, IReadOnlyList<byte[]> firstEvents) => CameWithAJournal(run)
        ? run.Fields.ContainsKey(HeaderFields.Limits)
        : run.Epoch > 0 || run.Length > firstEvents.Count || firstEvents.Select(JournalCodec.Decode).Any(e => e is not (RunStarted or RunParked or RunResumed));

    private static bool CameWithAJournal(ItemHeader run) => run.Fields.ContainsKey(HeaderFields.Origin) || run.Fields.ContainsKey(HeaderFields.Made);

    /// <summary>The limits that the run has ever asked.</summary>
    public static IReadOnlyList<LimitName> AskedBy(ItemHeader run) =>
        run.Fields.TryGetValue(HeaderFields.Limits, out string? text) ? [.. text.Split(Separator).Select(LimitName.Parse)] : [];

    /// <summary>
    /// Before the first limit is asked: whoever ends the run must know which ones to tell. Null when that stands there.
    /// </summary>
    public static Decision? Ask(ItemHeader run, IEnumerable<LimitName> limits)
    {
        IReadOnlyList<LimitName> asked = AskedBy(run);
        LimitName[] all = [.. asked.Union(limits)];
        return all.Length == asked.Count ? null : new Decision { Fields = [HeaderFields.Set(HeaderFields.Limits, string.Join(Separator, all.Select(l => l.Text)))] };
    }

    /// <summary>There is no permit yet.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="reply">Its answer.</param>
    /// <param name="messages">The messages that woke it, to be taken.</param>
    /// <param name="seenInbox">How many messages the holder knows of.</param>
    /// <param name="now">The time in the item's partition, whose clock is not the limit's.</param>
    public static Decision Wait(LimitName limit, PermitReply reply, IReadOnlyList<string> messages, long seenInbox, StoreTime now) => new()
    {
        Fields = [HeaderFields.Set(HeaderFields.Waits, HeaderFields.WaitText(StepKind.Limit, limit.Text))],
        Verbs = [.. Take(messages), new Verb.Sleep(seenInbox, now.Plus(AskAgainIn(reply)), Band.Started)],
    };

    /// <summary>When to ask again, if nobody wakes it: who is far back in the line may take its time.</summary>
    public static TimeSpan AskAgainIn(PermitReply reply)
    {
        TimeSpan net = reply.RetryAt is { } at ? at.Since(reply.Now) : Net + (Net / 100 * reply.Position);
        return net < LongestNet ? net : LongestNet;
    }

    /// <summary>What a run that has waited for its permits begins with: its time counts from now on.</summary>
    public static Decision Begin(IReadOnlyList<string> messages, StoreTime now) => new()
    {
        Fields = [HeaderFields.Set(HeaderFields.Waits, null), HeaderFields.Set(HeaderFields.Began, now.ToString())],
        Verbs = [.. Take(messages)],
    };

    /// <summary>A step that has waited for its permit begins.</summary>
    public static Decision BeginStep(IReadOnlyList<string> messages) =>
        new() { Fields = [HeaderFields.Set(HeaderFields.Waits, null)], Verbs = [.. Take(messages)] };

    /// <summary>True when the run waits for the permit to begin: the time that it has does not run yet.</summary>
    public static bool IsBeforeBegin(ItemHeader run) =>
        WaitsForLimit(run) && !run.Fields[HeaderFields.Waits].StartsWith("limit:step:", StringComparison.Ordinal);

    /// <summary>True when the item waits for a permit.</summary>
    public static bool WaitsForLimit(ItemHeader item) =>
        item.Fields.TryGetValue(HeaderFields.Waits, out string? wait) && wait.StartsWith("limit:", StringComparison.Ordinal);

    /// <summary>When the run began; null when it did not yet.</summary>
    public static StoreTime? BeganAt(ItemHeader run) => HeaderFields.Time(run, HeaderFields.Began) ?? (IsBeforeBegin(run) ? null : HeaderFields.FirstClaimedOf(run));

    /// <summary>What the header of a new run says of its limits.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> FieldsOf(RunStarted run)
    {
        if (run.ConcurrencyKey is { } key)
        {
            yield return HeaderFields.Set(HeaderFields.Key, key);
        }

        if (run.MaxConcurrency is { } most)
        {
            yield return HeaderFields.Set(HeaderFields.Most, most.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>True for a message that says that a permit is free.</summary>
    public static bool IsWord(InboxMessage message) => message.Id.StartsWith(MessagePrefix, StringComparison.Ordinal);

    /// <summary>With the end of a run that has asked limits comes the note that they are to be told.</summary>
    public static IReadOnlyList<Verb> AtEnd(ItemHeader run, IReadOnlyList<Verb> verbs) =>
        run.Fields.ContainsKey(HeaderFields.Limits) && verbs.Any(v => v is Verb.End) ? [new Verb.List(RunIndexes.Release, IsMember: true), .. verbs] : verbs;

    /// <summary>The limits were told.</summary>
    public static Decision Released() => new()
    {
        Fields = [HeaderFields.Set(HeaderFields.Limits, null)],
        Verbs = [new Verb.List(RunIndexes.Release, IsMember: false)],
    };

    /// <summary>Under what a step's permit is held: it is over with the lease.</summary>
    public static string TagOf(Lease lease) => lease.Token.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Verb> Take(IReadOnlyList<string> messages) => messages.Count == 0 ? [] : [new Verb.Take(messages)];
}
