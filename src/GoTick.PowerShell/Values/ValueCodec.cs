using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Values;

/// <summary>
/// Values as the journal keeps them. Kept as they are: numbers, texts, dates, enums, known types with a text form, arrays, lists, tables and custom
/// objects to 64 levels, with the notes on any of them; other .NET objects become property bags of two levels. What cannot be kept is an error.
/// </summary>
internal static class ValueCodec
{
    /// <summary>The stored form of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for messages: <c>the value of step 'x'</c>.</param>
    /// <exception cref="TickException"><c>TickSecretRefused</c>, <c>TickNotSerializable</c>, <c>TickPayloadTooLarge</c>.</exception>
    public static Payload Encode(object? value, string what)
    {
        object? bare = value is PSObject wrapper && !PSObjectAccess.HasInstanceMembers(wrapper) ? wrapper.BaseObject : value;
        // Most values are one of these, and a writer costs more than they do.
        return ScalarText.Of(bare) is { } scalar ? new Payload(scalar).Checked(what) : new ValueWriter(what).Write(value);
    }

    /// <summary>The value of a stored form; null for none.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c>.</exception>
    public static object? Decode(Payload payload)
    {
        if (payload.IsNone)
        {
            return null;
        }

        ReadOnlySpan<char> text = payload.Text;
        try
        {
            return ScalarText.IsTag(text[0]) ? WholeScalar(text) : new ValueReader(text).Part();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException or System.Xml.XmlException)
        {
            throw new TickException(
                TickErrorId.JournalUnreadable,
                TickErrorKind.Internal,
                "A stored value cannot be read. It was changed in the store, or written by a newer GoTick: update this worker.",
                e);
        }
    }

    /// <summary>The stored form of what a block wrote: nothing is <c>$null</c>, one value is that value, more are several.</summary>
    /// <exception cref="TickException">As <see cref="Encode"/>.</exception>
    public static Payload EncodeOutput(IReadOnlyList<object?> values, string what) => values.Count switch
    {
        0 => Encode(null, what),
        1 => Encode(values[0], what),
        _ => new ValueWriter(what).WriteSeveral(values),
    };

    /// <summary>What a block wrote, one element for each value; nothing for none. A single array that was written as one value stays one.</summary>
    /// <exception cref="TickException">As <see cref="Decode"/>.</exception>
    public static IReadOnlyList<object?> DecodeOutput(Payload payload)
    {
        object? value = Decode(payload);
        return payload.IsNone ? [] : IsSeveral(payload) ? (object?[])value! : [value];
    }

    /// <summary>True when a payload of <see cref="EncodeOutput"/> holds several values.</summary>
    public static bool IsSeveral(Payload payload) => payload.Text is ['*', ..];

    // A value alone needs no length. A container's scalars have one: "i2:42" is a part, "i42" a whole.
    private static object? WholeScalar(ReadOnlySpan<char> text) => ScalarText.Read(text[0], text[1..]);
}
