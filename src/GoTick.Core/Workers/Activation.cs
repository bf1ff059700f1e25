using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

/// <summary>
/// One pass over a script, seen from its journal: what is recorded is handed out, what is new is decided, committed and then handed out. Facets:
/// <c>Steps</c>, <c>Branches</c>, <c>Signals</c>, <c>Approvals</c>, <c>Children</c>, <c>Continuing</c>, <c>Ending</c>, <c>Limits</c>, <c>Log</c>, <c>Shown</c>.
/// </summary>
internal sealed partial class Activation : IActivation
{
    private readonly HeldItem _item;
    private readonly JournalReader _journal;
    private readonly ActivationServices _services;
    private readonly JournalEvent _first;
    private readonly Dictionary<string, Payload> _state = new(StringComparer.OrdinalIgnoreCase);
    private StoreTime _logicalTime;

    private Activation(HeldItem item, ActivationServices services, JournalReader journal, JournalEvent first, RunInfo run, FlowVersion version)
    {
        _item = item;
        _inbox = new HeldInbox(item);
        _services = services;
        _journal = journal;
        _first = first;
        Run = run;
        Version = version;
        // A run made from another one's journal sees the times that its origin saw, as far as that journal goes.
        _logicalTime = first is RunStarted { At.Micros: > 0 } ? first.At : HeaderFields.CreatedOf(item.Header);
        item.Warn = Warning;
        journal.AtEnd = services.Replay is null ? null : EndReplay;
        _shown = Shown.Of(item.Header);
        _progress = ProgressReport.FromHeader(_shown.Progress);
        BoundArguments = journal.NextIf<ArgumentsBound>()?.Arguments ?? Payload.None;
        Work = EndingWork.Of(item.Header);
        if (item.Header.Fields.ContainsKey(HeaderFields.Ending))
        {
            ReadToBarrier();
        }
    }

    /// <inheritdoc/>
    public RunInfo Run { get; }

    /// <inheritdoc/>
    public BranchInfo? Branch { get; private init; }

    /// <inheritdoc/>
    public FlowVersion Version { get; }

    /// <inheritdoc/>
    public bool IsReplaying => _journal.HasMore;

    /// <inheritdoc/>
    public bool IsReleased => _item.IsReleased;

    /// <inheritdoc/>
    public DateTimeOffset LogicalTime => Later(_logicalTime, _journal.LastTime).ToDateTimeOffset();

    /// <inheritdoc/>
    public DateTimeOffset StoreTime => _item.Clock.Earliest.ToDateTimeOffset();

    /// <inheritdoc/>
    public Payload BoundArguments { get; }

    /// <summary>True once a replay has come to where its script wants something new.</summary>
    internal bool HasReplayed { get; private set; }

    /// <summary>Where the script and the journal parted; null while they fit.</summary>
    internal JournalMismatch? Mismatch => _journal.Mismatch;

    /// <summary>What the journal goes on with; null when it has come to its end.</summary>
    internal JournalEvent? Ahead => _journal.Peek();

    internal HeldItem Item => _item;

    internal RunStarted Start => _first as RunStarted ?? _shared!.Start;

    /// <summary>Reads what an activation needs and makes it ready to run.</summary>
    public static Activation Open(HeldItem item, IReadOnlyList<byte[]> firstEvents, ActivationServices services)
    {
        var journal = new JournalReader(
            firstEvents,
            item.Length,
            from => item.Read((store, cancel) => store.ReadJournalAsync(item.Id, from, StoreLimits.JournalPage, cancel)));
        JournalEvent first = journal.ReadFirst();
        return first switch
        {
            RunStarted run => new Activation(item, services, journal, first, InfoOf(item, run), TextOf(item, services, VersionOf(item, run))),
            BranchStarted branch => OpenBranch(item, journal, branch, services),
            _ => throw new TickException(
                TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"The journal of {item.Id} begins with {first.GetType().Name}."),
        };
    }

    /// <inheritdoc/>
    public void RecordArguments(Payload arguments)
    {
        if (_journal.Peek() is { } ahead)
        {
            // Written now, they would stand behind steps that an earlier text took without them, and no later pass would find them.
            throw _journal.Parted("the script evaluates defaults of its parameters", JournalReader.Describe(ahead), default, null);
        }

        StoreTime now = _item.Clock.Latest;
        Commit(new ArgumentsBound { At = now, Arguments = arguments.Checked("The arguments") });
    }

    /// <inheritdoc/>
    public Payload GetState(string name) =>
        _state.TryGetValue(name, out Payload value) ? value
        : Branch?.State.TryGetValue(name, out Payload captured) == true ? captured
        : Payload.None;

    /// <inheritdoc/>
    public void SetState(string name, Payload value, SourcePosition where)
    {
        StepKey.CheckName(name);
        if (Branch is not null)
        {
            throw new TickException(
                TickErrorId.StateInBranch,
                TickErrorKind.InvalidInput,
                $"State '{name}' cannot be set in a branch: a run's state belongs to its flow scope. Write the value as the branch's output instead.")
            { Target = name };
        }

        StepKey key = StepKey.Of(name, 1);
        if (_journal.NextOf(key, StepKind.State, where) is StateSet recorded)
        {
            _state[name] = recorded.Value;
            return;
        }

        Commit(new StateSet { At = _item.Clock.Latest, Key = key, Value = value.Checked($"The state '{name}'") });
        _state[name] = value;
    }

    /// <summary>The script has ended in order: nothing may be left in the journal.</summary>
    internal void CheckEnd() => _journal.CheckEnd();

    internal CommitReply Commit(params JournalEvent[] events) => Commit(new Decision { Events = events });

    private static StoreTime Later(StoreTime a, StoreTime b) => a > b ? a : b;

    // A suspended run may have gone on with another text than it began with: the header knows.
    private static string VersionOf(HeldItem item, RunStarted run) => item.Header.Fields.GetValueOrDefault(HeaderFields.Version, run.Version);

    private static FlowVersion TextOf(HeldItem item, ActivationServices services, string version) => services.Replay?.Version ?? services.Texts.Read(item, version);

    private static RunInfo InfoOf(HeldItem item, RunStarted run) => InfoOf(item.Id, run with { Version = VersionOf(item, run) }, LimitDecisions.BeganAt(item.Header));

    private static RunInfo InfoOf(ItemId run, RunStarted start, StoreTime? started) => new()
    {
        Id = run,
        Flow = start.Flow,
        Version = start.Version,
        Arguments = start.Arguments,
        Started = (started ?? start.At).ToDateTimeOffset(),
        Queue = start.Queue,
        Tags = start.Tags,
        WorkingDirectory = start.WorkingDirectory,
        Scheduled = start.Scheduled == default ? null : start.Scheduled.ToDateTimeOffset(),
    };

    /// <summary>In a replay nothing new is done: it ends here.</summary>
    private void EndReplay()
    {
        if (_services.Replay is not null)
        {
            HasReplayed = true;
            throw new ReplayEndedException();
        }
    }

    private Verb.Log Warning(string text)
    {
        var record = new StreamRecord { Stream = StreamKind.Warning, Text = text, Time = _item.Clock.Latest.ToDateTimeOffset(), Branch = Branch?.Key };
        return new Verb.Log(Run.Id, [JournalCodec.Encode(record)]);
    }

    /// <summary>No wait outlasts the run's time.</summary>
    private Decision InTime(Decision decision) => EndingDecisions.Deadline(_item.Header) is { } deadline
        ? decision with { Verbs = [.. decision.Verbs.Select(v => v is Verb.Sleep sleep ? EndingDecisions.InTime(sleep, deadline) : v)] }
        : decision;

    private CommitReply Commit(Decision decision)
    {
        EndReplay();
        if (decision.Verbs.Any(v => v is Verb.Sleep or Verb.Park))
        {
            FlushLog();
        }

        CommitReply reply = _item.Commit(() => WithLog(InTime(decision)));
        if (decision.Events.Count > 0)
        {
            _logicalTime = Later(_logicalTime, decision.Events[^1].At);
        }

        return reply;
    }
}
