using System.Text;
using GoTick.Core.Errors;

namespace GoTick.Core.Flows;

/// <summary>A value as it is stored: text that only the room that wrote it (PowerShell's codec) can read. The engine moves it and never looks in.</summary>
public readonly record struct Payload(string Text)
{
    /// <summary>The most that one payload may hold, in bytes of UTF-8: 1 MiB (design §7).</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>No value at all, which is not the same as a stored <c>$null</c>.</summary>
    public static Payload None => default;

    /// <summary>True when there is no value at all.</summary>
    public bool IsNone => Text is null;

    /// <summary>Refuses a payload over the limit.</summary>
    /// <param name="what">What it is, for the message: <c>the value of step 'x'</c>.</param>
    /// <exception cref="TickException"><c>TickPayloadTooLarge</c>, naming the limit and the size.</exception>
    public Payload Checked(string what)
    {
        if (Text is null || Text.Length <= MaxBytes / 3)
        {
            return this; // UTF-8 takes at most three bytes a UTF-16 unit: no need to count
        }

        int bytes = Encoding.UTF8.GetByteCount(Text);
        return bytes <= MaxBytes
            ? this
            : throw new TickException(
                TickErrorId.PayloadTooLarge,
                TickErrorKind.LimitExceeded,
                $"{what} is {bytes:N0} bytes; the limit is {MaxBytes:N0}. Keep large data in a file or a blob and pass its name through the flow.");
    }
}
