using GoTick.Core.Errors;

namespace GoTick.Core.Flows;

/// <summary>
/// The name of one step in a run: the user's name, and from its second use in program order on <c>name#n</c>. Names compare
/// case-insensitively; the kind is not part of the key.
/// </summary>
public readonly record struct StepKey
{
    /// <summary>The longest user name, in characters.</summary>
    public const int MaxNameLength = 200;

    private StepKey(string text) => Text = text;

    /// <summary>The key as it is stored and shown.</summary>
    public string Text { get; }

    /// <summary>The user's name, without the number of its use.</summary>
    public string Name => Text.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? Text[..at] : Text;

    /// <summary>The key of the <paramref name="occurrence"/>th use of a name, from 1.</summary>
    public static StepKey Of(string name, int occurrence) => new(occurrence <= 1 ? name : $"{name}#{occurrence}");

    /// <summary>A key that came from a journal.</summary>
    public static StepKey FromStored(string text) => new(text);

    /// <summary>Checks a user's name: 1 to 200 characters, none of <c># [ ]</c>, no control character, not only blanks.</summary>
    /// <exception cref="TickException"><c>TickStepNameInvalid</c>.</exception>
    public static string CheckName(string name)
    {
        string? fault =
            string.IsNullOrWhiteSpace(name) ? "it is empty"
            : name.Length > MaxNameLength ? $"it has {name.Length} characters; the limit is {MaxNameLength}"
            : name.AsSpan().IndexOfAny("#[]") is var at and >= 0 ? $"it holds '{name[at]}', which GoTick uses for numbering"
            : name.Any(char.IsControl) ? "it holds a control character"
            : null;
        return fault is null
            ? name
            : throw new TickException(TickErrorId.StepNameInvalid, TickErrorKind.InvalidInput, $"The step name '{name}' cannot be used: {fault}.") { Target = name };
    }

    /// <summary>True when both name the same step.</summary>
    public bool Equals(StepKey other) => string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => Text is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
