using System.Globalization;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Decisions;

/// <summary>What a run has registered for its end, as its header tells it: enough to see whether it can end without a worker.</summary>
/// <param name="Compensations">How many compensations.</param>
/// <param name="Callbacks">The ends that callbacks are registered for, a letter each.</param>
internal sealed record EndingWork(int Compensations, string Callbacks)
{
    /// <summary>Nothing.</summary>
    public static EndingWork None { get; } = new(0, "");

    public static EndingWork Of(ItemHeader header) =>
        new(HeaderFields.Number(header, HeaderFields.Compensations), header.Fields.GetValueOrDefault(HeaderFields.Callbacks, ""));

    /// <summary>What these events register.</summary>
    public static EndingWork Of(IEnumerable<JournalEvent> events) =>
        events.OfType<RegisteredBlockEvent>().Aggregate(None, (work, e) => work.With((e as CallbackRegistered)?.On));

    /// <summary>True when something runs at such an end.</summary>
    public bool IsWantedFor(RunStatus status) => (Compensations > 0 && Compensates(status)) || Callbacks.Contains(Letter(status));

    /// <summary>The same with one more compensation (<paramref name="on"/> is null) or callback.</summary>
    public EndingWork With(RunStatus? on) => on is not { } status ? this with { Compensations = Compensations + 1 }
        : Callbacks.Contains(Letter(status)) ? this
        : this with { Callbacks = Callbacks + Letter(status) };

    public IReadOnlyList<KeyValuePair<string, string?>> Fields =>
    [
        HeaderFields.Set(HeaderFields.Compensations, Compensations == 0 ? null : Compensations.ToString(CultureInfo.InvariantCulture)),
        HeaderFields.Set(HeaderFields.Callbacks, Callbacks.Length == 0 ? null : Callbacks),
    ];

    /// <summary>What was done is undone unless the run ended well.</summary>
    public static bool Compensates(RunStatus status) => status != RunStatus.Completed;

    private static char Letter(RunStatus status) => status switch
    {
        RunStatus.Completed => 's',
        RunStatus.Failed => 'f',
        RunStatus.TimedOut => 't',
        RunStatus.Canceled => 'c',
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A run does not end so."),
    };
}
