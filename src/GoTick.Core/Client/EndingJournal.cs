using GoTick.Core.Errors;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

/// <summary>What the journal of a run that ends says of its end.</summary>
internal static class EndingJournal
{
    private const int Page = 64;

    /// <summary>The barrier, read from the end: little stands behind it.</summary>
    /// <exception cref="TickException"><c>TickJournalUnreadable</c> when there is none.</exception>
    public static async ValueTask<RunEnding> ReadBarrierAsync(IFlowStore store, ItemHeader run, CancellationToken cancel)
    {
        for (int end = run.Length; end > 0; end -= Page)
        {
            int from = Math.Max(0, end - Page);
            IReadOnlyList<byte[]> events = await store.ReadJournalAsync(run.Id, from, end - from, cancel);
            if (events.Select(JournalCodec.Decode).OfType<RunEnding>().LastOrDefault() is { } found)
            {
                return found;
            }
        }

        throw new TickException(TickErrorId.JournalUnreadable, TickErrorKind.InvalidState, $"{run.Id} ends, but its journal does not say how.");
    }
}
