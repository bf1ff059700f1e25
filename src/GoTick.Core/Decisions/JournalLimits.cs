using GoTick.Core.Errors;

namespace GoTick.Core.Decisions;

/// <summary>The bounds of a journal (design §7).</summary>
internal static class JournalLimits
{
    public const int MaxEvents = 50_000;
    public const long MaxBytes = 64L * 1024 * 1024;

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

    private static TickException Full(string what) => new(
        TickErrorId.JournalFull,
        TickErrorKind.LimitExceeded,
        $"The run's journal has {what}. Split the work into several runs, each started with Start-TickFlow.");
}
