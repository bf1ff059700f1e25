using System.Text.RegularExpressions;
using GoTick.Core.Errors;

namespace GoTick.Core.Flows;

/// <summary>
/// The id of a work item: a run (<c>order-42</c>), a child (<c>order-42/1f3a…</c>), a branch (<c>order-42~1.0</c>, where 1 numbers the wait
/// and 0 the branch), an occurrence of a schedule (<c>nightly@2026-01-01T00:00:00Z</c>). The part before the first of <c>/ ~ @</c> is the root; a whole tree
/// shares its root's partition.
/// </summary>
public readonly partial record struct ItemId
{
    /// <summary>What ends the id of a schedule. No run has it: its ids hold no <c>@</c> or a time behind it.</summary>
    internal const string ScheduleMark = "@schedule";

    private static readonly char[] RootEnds = ['/', '~', '@'];

    private ItemId(string text) => Text = text;

    /// <summary>The id as it is stored and shown.</summary>
    public string Text { get; }

    /// <summary>The part that decides the partition.</summary>
    public ReadOnlySpan<char> Root
    {
        get
        {
            int end = Text.IndexOfAny(RootEnds);
            return end < 0 ? Text : Text.AsSpan(0, end);
        }
    }

    /// <summary>True for a schedule, which starts runs and is none.</summary>
    public bool IsSchedule => Text.EndsWith(ScheduleMark, StringComparison.Ordinal);

    /// <summary>True for a branch, which is a part of a run and not a run.</summary>
    public bool IsBranch => Text.Contains('~', StringComparison.Ordinal);

    /// <summary>The run that this item belongs to: itself, or for a branch the run above it.</summary>
    public ItemId Run => Text.IndexOf('~', StringComparison.Ordinal) is var at && at < 0 ? this : new ItemId(Text[..at]);

    /// <summary>An id chosen by a caller.</summary>
    /// <param name="text">1 to 120 characters of <c>A-Z a-z 0-9 . _ : -</c>.</param>
    /// <exception cref="TickException"><c>TickRunIdInvalid</c>.</exception>
    public static ItemId ParseRoot(string text) =>
        RootPattern().IsMatch(text)
            ? new ItemId(text)
            : throw new TickException(
                TickErrorId.RunIdInvalid,
                TickErrorKind.InvalidInput,
                $"'{text}' is not a run id: use 1 to 120 characters of A-Z, a-z, 0-9, '.', '_', ':' and '-'.")
            { Target = text };

    /// <summary>An id that came from a store or was made by this code; it is not checked.</summary>
    public static ItemId FromStored(string text) => new(text);

    /// <summary>A new id that sorts by time and never repeats.</summary>
    public static ItemId New(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));

    /// <summary>The gate of this item's <paramref name="wait"/>th wait, from 1; its branches are named <c>gate.index</c>.</summary>
    public string Gate(int wait) => $"{Text}~{wait}";

    /// <summary>A child of this item's tree: it shares the root's partition. <paramref name="hash"/> says which of all items of the tree started it, and in which step.</summary>
    public ItemId Child(string hash) => new($"{Root}/{hash}");

    /// <inheritdoc/>
    public override string ToString() => Text;

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,120}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RootPattern();
}
