using System.Globalization;
using GoTick.Core.Errors;

namespace GoTick.Core.Client;

/// <summary>
/// Where a page of steps begins. Given back by the page before, it is the event that began the step: an event can change the last step alone, so that what is read
/// from there on is what was read from the start. By a step's number, the journal is read from its start.
/// </summary>
/// <param name="Event">The number of the first event to read.</param>
/// <param name="Epoch">The journal's epoch; null = whichever there is.</param>
/// <param name="Skip">How many steps to pass over.</param>
internal readonly record struct StepPlace(int Event, int? Epoch, int Skip)
{
    /// <summary>The place in a word; null = the first step.</summary>
    /// <exception cref="TickException"><c>TickCursorInvalid</c>.</exception>
    public static StepPlace Parse(string? text)
    {
        if (text is null)
        {
            return default;
        }

        string[] parts = text.Split('.');
        return parts switch
        {
            [var number] when Number(number) is { } skip => new StepPlace(0, null, skip),
            [var epoch, var first] when Number(epoch) is { } of && Number(first) is { } at => new StepPlace(at, of, 0),
            _ => throw new TickException(
                TickErrorId.CursorInvalid, TickErrorKind.InvalidInput, $"'{text}' is no place in a list of steps. Give back what 'next' of a page said, or a step's number from 0.")
            { Target = text },
        };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Event}");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < int.MaxValue - 10_000 ? number : null;
}
