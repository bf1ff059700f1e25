using GoTick.Core.Errors;

namespace GoTick.Core.Decisions;

/// <summary>The bounds of a journal (design §7).</summary>
internal static class JournalLimits
{
    public const int MaxEvents = 50_000;
    public const long MaxBytes = 64L * 1024 * 1024;
    private const int WarnEvents = MaxEvents / 10 * 8;
    private const long WarnBytes = MaxBytes / 10 * 8;
    private const string Advice = "Go on in a fresh journal with Restart-TickFlow, or split the work into children with Invoke-TickFlow.";

    /// <summary>Refuses what would make a journal too large. The last 100 events are kept free, so that the run can still fail.</summary>
    public static void Check(int events, long bytes)
    {
        if (events > MaxEvents - 100)
        {
            throw Full($"{events:N0} events; the limit is {MaxEvents:N0}");
        }

        if (bytes > MaxBytes)
        {
            throw Full($"{bytes:N0} bytes; the limit is {MaxBytes:N0}");
        }
    }

    /// <summary>The warning when a journal has just passed 80 % of a limit; null otherwise, so that it is given once.</summary>
    /// <param name="before">Events and bytes before a commit.</param>
    /// <param name="after">Events and bytes after it.</param>
    public static string? Warning((int Events, long Bytes) before, (int Events, long Bytes) after)
    {
        string? what =
            before.Events < WarnEvents && after.Events >= WarnEvents ? $"{after.Events:N0} of at most {MaxEvents:N0} events"
            : before.Bytes < WarnBytes && after.Bytes >= WarnBytes ? $"{after.Bytes:N0} of at most {MaxBytes:N0} bytes"
            : null;
        return what is null ? null : $"The run's journal has {what}; a step beyond that fails with {TickErrorId.JournalFull}. {Advice}";
    }

    private static TickException Full(string what) => new(
        TickErrorId.JournalFull,
        TickErrorKind.LimitExceeded,
        $"The run's journal has {what}. {Advice}");
}
