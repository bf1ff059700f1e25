using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client;

public sealed partial class TickClient
{
    private const int LeastEvents = 16;

    /// <inheritdoc/>
    public async Task<StepPage> ReadStepPageAsync(ItemId id, StepQuery? query = null, CancellationToken cancel = default)
    {
        query ??= new StepQuery();
        int limit = Math.Clamp(query.Limit, 1, 1_000);
        StepPlace place = StepPlace.Parse(query.From);
        while (true)
        {
            ItemHeader header = await FindRunAsync(id, cancel) ?? throw NotFound(id);
            if (place.Epoch is { } epoch && epoch != header.Epoch)
            {
                throw new TickException(
                    TickErrorId.CursorInvalid, TickErrorKind.InvalidInput, $"Run '{id}' went on as new meanwhile: the steps of the page before are gone. Begin with the first page.")
                { Target = query.From };
            }

            (List<StepView> steps, List<int> begins) = await FoldAsync(id, place, limit, cancel);
            if ((await Store.ReadHeaderAsync(id, cancel) ?? throw NotFound(id)).Epoch != header.Epoch)
            {
                continue; // what was read may be of two journals
            }

            long size = 0;
            StepView[] page = [.. steps.Skip(place.Skip).Take(limit).TakeWhile((s, i) => (size += s.Value.Text?.Length ?? 0) <= query.MaxCharacters || i == 0)];
            int end = place.Skip + page.Length;
            return new StepPage(page, end < steps.Count ? new StepPlace(begins[end], header.Epoch, 0).ToString() : null);
        }
    }

    /// <summary>The steps from a place on, one more than are wanted if there is one, and the numbers of the events that began them.</summary>
    private async Task<(List<StepView> Steps, List<int> Begins)> FoldAsync(ItemId id, StepPlace place, int limit, CancellationToken cancel)
    {
        List<StepView> steps = [];
        List<int> begins = [];
        int enough = place.Skip + limit + 1;
        int at = place.Event;
        while (steps.Count < enough)
        {
            // A step has one event at least. Not many more are read than are needed, or small pages would read all of a journal each.
            IReadOnlyList<byte[]> events = await Store.ReadJournalAsync(id, at, Math.Clamp(enough - steps.Count, LeastEvents, StoreLimits.JournalPage), cancel);
            if (events.Count == 0)
            {
                break;
            }

            for (int i = 0; i < events.Count && steps.Count < enough; i++)
            {
                StepViews.Fold(steps, JournalCodec.Decode(events[i]));
                if (steps.Count > begins.Count)
                {
                    begins.Add(at + i);
                }
            }

            at += events.Count;
        }

        return (steps, begins);
    }
}
