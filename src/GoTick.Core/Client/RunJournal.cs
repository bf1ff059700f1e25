using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>The whole journal of a run or branch as it was at one moment, for those who look at it, replay it, or make another run from it.</summary>
public sealed class RunJournal
{
    private readonly Lazy<IReadOnlyList<JournalEvent>> _decoded;

    internal RunJournal(ItemHeader header, IReadOnlyList<byte[]> events)
    {
        Header = header with { Length = events.Count, Bytes = events.Sum(e => (long)e.Length) };
        Events = events;
        _decoded = new Lazy<IReadOnlyList<JournalEvent>>(() => [.. events.Select(JournalCodec.Decode)]);
    }

    /// <summary>The run.</summary>
    public ItemId Id => Header.Id;

    /// <summary>Its status.</summary>
    public RunStatus Status => HeaderFields.Status(Header);

    /// <summary>The flow.</summary>
    public string Flow => Header.Fields[HeaderFields.Flow];

    /// <summary>The hash of the text that it goes by now.</summary>
    public string Version => Header.Fields[HeaderFields.Version];

    /// <summary>The key of the branch whose journal it is; null for a run's.</summary>
    public string? BranchKey => (Decoded[0] as BranchStarted)?.Key;

    /// <summary>True when its outcome is decided: its script will not run again.</summary>
    public bool IsEnding => Header.Fields.ContainsKey(HeaderFields.Ending);

    /// <summary>True while it waits for branches.</summary>
    public bool HasOpenWait => Header.Gate is not null;

    /// <summary>Its first event.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c>.</exception>
    public RunStarted Start => Decoded[0] as RunStarted ?? throw new TickException(
        TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"The journal of {Id} begins with {Decoded[0].GetType().Name}.");

    /// <summary>The arguments with their evaluated defaults; none when there were no defaults to evaluate, or the run never began.</summary>
    public Payload BoundArguments =>
        (Decoded.Skip(1).FirstOrDefault(e => e is not (RunMended or VersionChanged or RunParked or RunResumed)) as ArgumentsBound)?.Arguments ?? Payload.None;

    /// <summary>The events in the wire format.</summary>
    internal IReadOnlyList<byte[]> Events { get; }

    /// <summary>The events.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c>.</exception>
    internal IReadOnlyList<JournalEvent> Decoded => _decoded.Value;

    internal ItemHeader Header { get; }
}
