using System.Collections;
using System.Collections.Specialized;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Api;

/// <summary>Values that callers sent. Nothing of them is stored as it came: what cannot be read is refused here, and not by a worker later.</summary>
internal static class Received
{
    /// <summary>A value, written anew.</summary>
    /// <param name="given">What was sent; none stays none.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickPayloadTooLarge</c>.</exception>
    public static Payload Value(Payload given, string what) => given.IsNone ? given : ValueCodec.Encode(Read(given, what), what);

    /// <summary>Names with their values; empty for none.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static IDictionary Table(Payload given, string what) => Read(given, what) switch
    {
        null => new OrderedDictionary(StringComparer.OrdinalIgnoreCase),
        IDictionary table => table,
        _ => throw Invalid($"{what} have to be an object: names with their values."),
    };

    /// <summary>Arguments, bound to a flow's parameters as a worker will find them.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>, <c>TickNotSerializable</c>, <c>TickPayloadTooLarge</c>.</exception>
    public static Payload Arguments(Payload given, IReadOnlyList<FlowParameter> parameters) =>
        ValueCodec.Encode(ArgumentBinder.Bind(Table(given, "The arguments"), parameters), "The arguments");

    private static object? Read(Payload given, string what)
    {
        try
        {
            return ValueCodec.Decode(given);
        }
        catch (TickException e) when (e.ErrorId == TickErrorId.JournalUnreadable)
        {
            throw Invalid($"{what}: what stands in $clixml is no stored value.");
        }
    }

    private static TickException Invalid(string message) => new(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, message);
}
