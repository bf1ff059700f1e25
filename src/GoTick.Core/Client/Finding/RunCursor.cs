using System.Buffers.Binary;
using System.Buffers.Text;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Finding;

/// <summary>
/// A place in lists of runs: by creation, the newest first, and by partition where two were made at one time. No two runs share a place, so what comes behind
/// one is neither lost nor told twice, whatever begins or ends meanwhile.
/// </summary>
internal readonly record struct RunCursor(StoreTime Created, int Partition)
{
    private const byte Format = 1;
    private const int Length = 13;

    /// <summary>For callers, who need not know what is in it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Created.Micros);
        BinaryPrimitives.WriteInt32BigEndian(bytes[9..], Partition);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="TickException"><c>TickCursorInvalid</c>.</exception>
    public static RunCursor Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 2];
        return Base64Url.IsValid(text, out int length) && length == Length && Base64Url.DecodeFromChars(text, bytes) == Length && bytes[0] == Format
            ? new RunCursor(new StoreTime(BinaryPrimitives.ReadInt64BigEndian(bytes[1..])), BinaryPrimitives.ReadInt32BigEndian(bytes[9..]))
            : throw new TickException(
                TickErrorId.CursorInvalid, TickErrorKind.InvalidInput, $"'{text}' is no place in a list of runs. Take it from the last run of the page before.")
            { Target = text };
    }

    /// <summary>Where a partition's own runs go on: before this stamp.</summary>
    public StoreTime Before(int partition) => partition > Partition ? new StoreTime(Created.Micros + 1) : Created;

    /// <summary>True when this place stands before the other in a list.</summary>
    public bool IsBefore(RunCursor other) => Created > other.Created || (Created == other.Created && Partition < other.Partition);
}
