using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>
/// The replay cursor: one pass over the journal, in program order. It counts the uses of names, matches steps by key and kind, and folds
/// what is no step (state, attempts of the branch). Pages are fetched as the script gets there, so that no step costs more as the journal grows.
/// </summary>
public sealed class JournalReader
{
    private readonly Func<int, IReadOnlyList<byte[]>> _fetch;
    private readonly Dictionary<string, (StepKind Kind, int Uses, SourcePosition Where)> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<JournalEvent> _page = new();
    private readonly int _length;
    private int _fetched;

    /// <param name="first">The first events, as the claim brought them.</param>
    /// <param name="length">The length of the journal when it was claimed.</param>
    /// <param name="fetch">Reads a page from an event number on.</param>
    public JournalReader(IReadOnlyList<byte[]> first, int length, Func<int, IReadOnlyList<byte[]>> fetch)
    {
        _fetch = fetch;
        _length = length;
        Add(first);
    }

    /// <summary>The time of the last event that was read.</summary>
    public StoreTime LastTime { get; private set; }

    /// <summary>Which attempt of the branch the events read so far have led to, from 1.</summary>
    public int BranchAttempt { get; private set; } = 1;

    /// <summary>When the branch's next attempt is due; null when none failed.</summary>
    public StoreTime? BranchRetryAt { get; private set; }

    /// <summary>Told when the script comes to a step behind the last event; may throw. Null = nobody asks.</summary>
    internal Action? AtEnd { get; set; }

    /// <summary>Where the script and the journal parted; null while they fit.</summary>
    public JournalMismatch? Mismatch { get; private set; }

    /// <summary>True while there are recorded events ahead.</summary>
    public bool HasMore => Peek() is not null;

    /// <summary>Reads the first event.</summary>
    public JournalEvent ReadFirst() => Next() ?? throw new TickException(
        TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, "The journal is empty.");

    /// <summary>The key of this use of a name: <c>name</c>, <c>name#2</c>, ….</summary>
    /// <exception cref="TickException"><c>TickStepNameConflict</c> when the name was used for another kind.</exception>
    public StepKey Reserve(string name, StepKind kind, SourcePosition where)
    {
        // Signals are named by those who send them: a namespace of their own. No user's name holds a control character.
        string slot = kind == StepKind.Signal ? "\u0001" + name : name;
        if (!_names.TryGetValue(slot, out (StepKind Kind, int Uses, SourcePosition Where) use))
        {
            use = (kind, 0, where);
        }
        else if (use.Kind != kind)
        {
            throw new TickException(
                TickErrorId.StepNameConflict,
                TickErrorKind.InvalidInput,
                $"'{name}' at {where} is a {Word(kind)}, but the same name is a {Word(use.Kind)} at {use.Where}. Give one of them another name.")
            { Target = name };
        }

        _names[slot] = (kind, use.Uses + 1, use.Where);
        return StepKey.Of(name, use.Uses + 1);
    }

    /// <summary>Reads the next event of exactly this step; null when the journal has come to its end.</summary>
    /// <exception cref="TickException"><c>TickNonDeterminism</c> when the journal goes on with another step.</exception>
    public StepEvent? NextOf(StepKey key, StepKind kind, SourcePosition where)
    {
        switch (Peek())
        {
            case null:
                AtEnd?.Invoke();
                return null;
            case StepEvent step when step.StepKind == kind && step.Key == key:
                Next();
                return step;
            case StepEvent other:
                throw Parted($"the script came to {Word(kind)} '{key}'", Describe(other), where, key.Text);
            case var odd:
                throw Parted($"the script came to {Word(kind)} '{key}'", Describe(odd), where, key.Text);
        }
    }

    /// <summary>Reads the next event if it is of this type.</summary>
    public T? NextIf<T>()
        where T : JournalEvent => Peek() is T ? (T)Next()! : null;

    /// <summary>Reads the next event, whatever it is; null at the end.</summary>
    public JournalEvent? Read() => Next();

    /// <summary>Looks at the next event.</summary>
    public JournalEvent? Peek()
    {
        while (true)
        {
            Fill(3);
            if (!_page.TryPeek(out JournalEvent? next))
            {
                return null;
            }

            if (next is RunParked or RunResumed)
            {
                _page.Dequeue();
            }
            else if (next is RunMended or VersionChanged)
            {
                _page.Dequeue();
                LastTime = next.At;
            }
            else if (next is BranchAttemptFailed failed)
            {
                _page.Dequeue();
                LastTime = failed.At;
                BranchAttempt = failed.Attempt + 1;
                BranchRetryAt = failed.RetryAt;
            }
            else if (next is StepFailed && _page.ElementAtOrDefault(1) is BranchAttemptFailed)
            {
                // This failure ended an attempt of the branch; the next attempt may run the step anew.
                _page.Dequeue();
            }
            else if (next is ChildStarted && _page.ElementAtOrDefault(1) is ChildCompleted { Status: not RunStatus.Completed } && _page.ElementAtOrDefault(2) is BranchAttemptFailed)
            {
                // So did this child; the next attempt starts another one.
                _page.Dequeue();
                _page.Dequeue();
            }
            else
            {
                return next;
            }
        }
    }

    /// <summary>The script has ended: the journal must have, too.</summary>
    /// <exception cref="TickException"><c>TickNonDeterminism</c>.</exception>
    public void CheckEnd() => CheckEnd("the script ended", default);

    /// <summary>The script has come to something behind which no step is: the journal must have ended.</summary>
    /// <param name="found">What the script did.</param>
    /// <param name="where">Where.</param>
    /// <exception cref="TickException"><c>TickNonDeterminism</c>.</exception>
    public void CheckEnd(string found, SourcePosition where)
    {
        if (Peek() is { } left)
        {
            throw Parted(found, Describe(left), where, null);
        }
    }

    /// <summary>What an event is, in the words of the messages.</summary>
    internal static string Describe(JournalEvent value) => value is StepEvent step ? $"{Word(step.StepKind)} '{step.Key}'" : $"an event of type {value.GetType().Name}";

    private static string Word(StepKind kind) => kind switch
    {
        StepKind.FanOut => "wait for branches",
        StepKind.State => "change of state",
        StepKind.Start => "start of a run",
        StepKind.Reboot => "reboot",
        StepKind.Signal => "wait for signal",
        StepKind.Approval => "wait for approval",
        StepKind.Send => "sending of a signal",
        StepKind.Child => "child run",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>Notes that they parted, and makes the error of it.</summary>
    /// <param name="found">What the script did.</param>
    /// <param name="expected">What the journal goes on with.</param>
    /// <param name="where">The place.</param>
    /// <param name="step">The step that the script came to; null when there is none.</param>
    internal TickException Parted(string found, string expected, SourcePosition where, string? step)
    {
        Mismatch = new JournalMismatch(step, found, expected, where);
        return new TickException(
            TickErrorId.NonDeterminism,
            TickErrorKind.InvalidState,
            $"The script does not fit its journal{(where.Line > 0 ? $" at {where}" : "")}: {found}, but the journal expects {expected}. "
            + "A flow must take the same steps in the same order on every pass: put what changes (time, random, files, queries) into Get-TickMemo.")
        { Target = step };
    }

    private JournalEvent? Next()
    {
        if (Peek() is not { } next)
        {
            return null;
        }

        _page.Dequeue();
        if (next.At > LastTime)
        {
            LastTime = next.At;
        }

        return next;
    }

    private void Fill(int wanted)
    {
        if (_page.Count < wanted && _fetched < _length)
        {
            IReadOnlyList<byte[]> page = _fetch(_fetched);
            if (page.Count == 0)
            {
                throw new TickException(
                    TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"The journal should have {_length} events, but ends after {_fetched}.");
            }

            Add(page);
        }
    }

    private void Add(IReadOnlyList<byte[]> events)
    {
        foreach (byte[] bytes in events)
        {
            if (_fetched++ < _length)
            {
                JournalEvent value = JournalCodec.Decode(bytes);
                _page.Enqueue(value);
                foreach (JournalEvent before in (value as BranchStarted)?.Before ?? [])
                {
                    _page.Enqueue(before);
                }
            }
        }
    }
}
