using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GoTick.Core.Errors;
using GoTick.Core.Execution;

namespace GoTick.Core.Journal;

/// <summary>Events, outcomes, gates and log records to bytes and back.</summary>
public static class JournalCodec
{
    // Relaxed: payloads are CliXml or plain text, and < as \u003C would make them half again as long. Nothing here is put into HTML unescaped.
    private static readonly JournalJson Json = new(new JsonSerializerOptions(JournalJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The wire form of an event.</summary>
    public static byte[] Encode(JournalEvent value) => JsonSerializer.SerializeToUtf8Bytes(value, Json.JournalEvent);

    /// <summary>Reads an event.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c> when it is damaged or of a newer GoTick.</exception>
    public static JournalEvent Decode(byte[] bytes)
    {
        JournalEvent value = Read(bytes, Json.JournalEvent);
        return value is RunStarted { Format: > RunStarted.CurrentFormat } newer
            ? throw Unreadable($"it has format {newer.Format}, and this GoTick reads up to {RunStarted.CurrentFormat}. Update this worker.", null)
            : value;
    }

    internal static byte[] Encode(RunMessage value) => JsonSerializer.SerializeToUtf8Bytes(value, Json.RunMessage);

    /// <summary>Reads a message; null for one of another kind (a gate's, or of a newer GoTick).</summary>
    internal static RunMessage? TryDecodeMessage(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Json.RunMessage);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    internal static byte[] Encode(BranchOutcome value) => JsonSerializer.SerializeToUtf8Bytes(value, Json.BranchOutcome);

    internal static BranchOutcome DecodeOutcome(byte[] bytes) => Read(bytes, Json.BranchOutcome);

    internal static byte[] Encode(GateShared value) => JsonSerializer.SerializeToUtf8Bytes(value, Json.GateShared);

    internal static GateShared DecodeShared(byte[] bytes) => Read(bytes, Json.GateShared);

    internal static byte[] Encode(StreamRecord value) => JsonSerializer.SerializeToUtf8Bytes(value, Json.StreamRecord);

    internal static StreamRecord DecodeRecord(byte[] bytes) => Read(bytes, Json.StreamRecord);

    private static T Read<T>(byte[] bytes, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw Unreadable("it is empty.", null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // NotSupported: an event without its discriminator.
            throw Unreadable(e.Message, e);
        }
    }

    private static TickException Unreadable(string why, Exception? inner) =>
        new(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"A journal event cannot be read: {why}", inner);
}
