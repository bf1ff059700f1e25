using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Core.Decisions;

/// <summary>Puts other values into recorded steps.</summary>
/// <param name="journal">The journal; it stays as it is.</param>
/// <param name="cut">Only events before this number are kept and may be edited.</param>
internal sealed class StepEdits(RunJournal journal, int cut)
{
    private const string StatePrefix = "state:";
    private readonly Dictionary<int, JournalEvent> _edited = [];
    private readonly List<StepKey> _keys = [];

    /// <summary>The events that differ now, by number.</summary>
    public IReadOnlyDictionary<int, JournalEvent> Edited => _edited;

    /// <summary>The steps that were edited.</summary>
    public IReadOnlyList<StepKey> Keys => _keys;

    /// <summary>Sets the value of a kept step, or with <c>state:NAME</c> a variable as it last was.</summary>
    /// <exception cref="TickException"><c>TickStepNotFound</c>, <c>TickStepNotKept</c>, <c>TickStepWithoutValue</c>, <c>TickStepInBranch</c>, <c>TickPayloadTooLarge</c>.</exception>
    public void Set(string name, Payload value)
    {
        value.Checked($"The value of step '{name}'");
        int at = LastOf(name, cut);
        if (at >= 0 && journal.Decoded[at] is BlockEvent { Kind: StepKind.Memo or StepKind.Array } step)
        {
            _edited[at] = new StepCompleted { At = step.At, Key = step.Key, Kind = step.Kind, Attempt = step.Attempt, Took = step.Took, Value = value };
            _keys.Add(step.Key);
            if (at + 1 < cut && journal.Decoded[at + 1] is StateSet set && JournalCut.Same(StatePrefix + set.Key.Text, name))
            {
                _edited[at + 1] = set with { Value = value }; // what a default gave is the variable's value, too
            }

            return;
        }

        if (at < 0 && name.StartsWith(StatePrefix, StringComparison.OrdinalIgnoreCase) && LastState(name[StatePrefix.Length..]) is var state and >= 0)
        {
            _edited[state] = (StateSet)journal.Decoded[state] with { Value = value };
            _keys.Add(StepKey.FromStored(name));
            return;
        }

        throw at >= 0 ? WithoutValue(name, (StepEvent)journal.Decoded[at])
            : LastOf(name, journal.Decoded.Count) >= 0 ? NotKept(name)
            : JournalCut.NotFound(journal, name);
    }

    private int LastOf(string name, int end)
    {
        for (int i = end - 1; i >= JournalCut.AtTheStart; i--)
        {
            if (journal.Decoded[i] is StepEvent step and not StateSet && JournalCut.Same(step.Key.Text, name))
            {
                return i;
            }
        }

        return -1;
    }

    private int LastState(string name)
    {
        for (int i = cut - 1; i >= JournalCut.AtTheStart; i--)
        {
            if (journal.Decoded[i] is StateSet set && JournalCut.Same(set.Key.Text, name))
            {
                return i;
            }
        }

        return -1;
    }

    private static TickException WithoutValue(string name, StepEvent step) => new(
        TickErrorId.StepWithoutValue,
        TickErrorKind.InvalidInput,
        $"{JournalReader.Describe(step)} has no value that could be set: memos, arrays and states (state:NAME) have.")
    { Target = name };

    private TickException NotKept(string name) => new(
        TickErrorId.StepNotKept,
        TickErrorKind.InvalidInput,
        $"Step '{name}' is not kept: it runs again, so its value cannot be set. Kept are {Kept()}.")
    { Target = name };

    private string Kept() => string.Join(", ", JournalCut.Names(journal.Decoded.Take(cut))) is { Length: > 0 } names ? names : "no steps";
}
