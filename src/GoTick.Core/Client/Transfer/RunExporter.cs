using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Transfer;

/// <summary>
/// Reads a run as it is at one moment, while it may go on. A journal only grows, so what was read of it is a whole; of a wait, the living branches are read
/// before the outcomes: one that ends in between is found as ended, one that begins in between has not begun.
/// </summary>
internal sealed class RunExporter(IFlowStore store)
{
    private const int OutcomesAtOnce = 500;

    public async Task<RunArchive> ReadAsync(ItemId id, CancellationToken cancel)
    {
        RunArchive? archive;
        bool wasOver = false;
        while ((archive = await TryReadAsync(id, cancel)) is null)
        {
            // The commit that ends a child tells it, so that the next look finds its message; else the two do not belong together.
            if (wasOver)
            {
                throw Refused(id, "waits for a child that is gone without having told its end. Test-TickStore says more.");
            }

            wasOver = true;
        }

        return archive;
    }

    /// <summary>Null when a child that is waited for has ended meanwhile.</summary>
    private async Task<RunArchive?> TryReadAsync(ItemId id, CancellationToken cancel)
    {
        var archive = new RunArchive { Run = await ReadRunAsync(id, cancel) };
        await AddTextAsync(archive, archive.Run, cancel);
        for (ArchivedItem last = archive.Run; last.AwaitedChild is { } child; last = archive.Children[^1])
        {
            if (await store.ReadHeaderAsync(child, cancel) is not { Place: not Place.Ended })
            {
                return null;
            }

            archive.Children.Add(await ReadRunAsync(child, cancel));
            await AddTextAsync(archive, archive.Children[^1], cancel);
        }

        return archive.Children.Any(c => c.Place == Place.Ended) ? null : archive;
    }

    private async Task<ArchivedItem> ReadRunAsync(ItemId id, CancellationToken cancel)
    {
        ItemHeader header = await store.ReadHeaderAsync(id, cancel) ?? throw TickClient.NotFound(id);
        if (header.BranchOf is not null || !header.Fields.ContainsKey(HeaderFields.Version))
        {
            throw TickClient.NotFound(id);
        }

        ArchivedItem? run;
        while ((run = await ReadItemAsync(id, cancel)) is null)
        {
            if (await store.ReadHeaderAsync(id, cancel) is null)
            {
                throw TickClient.NotFound(id);
            }
        }

        for (long last = 0; await store.ReadLogAsync(id, last, StoreLimits.JournalPage, cancel) is { Count: > 0 } page; last = page[^1].Number)
        {
            run.Log.AddRange(page.Select(e => e.Record));
        }

        return run;
    }

    private async Task AddTextAsync(RunArchive archive, ArchivedItem run, CancellationToken cancel)
    {
        ItemId id = ItemId.FromStored(run.Id);
        archive.Texts[run.Version] = await store.ReadBlobAsync(store.PartitionOf(id), run.Version, cancel) ?? throw new TickException(
            TickErrorId.FlowNotFound, TickErrorKind.NotFound, $"The text of run '{id}' is not in the store any more, so it cannot be exported.")
        { Target = id.Text };
    }

    private static TickException Refused(ItemId id, string why) =>
        new(TickErrorId.NotSupported, TickErrorKind.InvalidState, $"Run '{id}' cannot be exported now: it {why}") { Target = id.Text };

    /// <summary>Null when it changed under the reading in a way that needs another look, or is gone.</summary>
    private async Task<ArchivedItem?> ReadItemAsync(ItemId id, CancellationToken cancel)
    {
        // Messages first: one that is taken meanwhile is in the journal, too, and its holder knows it by its id.
        IReadOnlyList<InboxMessage> messages = await store.ReadInboxAsync(id, StoreLimits.InboxMessages, cancel);
        if (await store.ReadHeaderAsync(id, cancel) is not { } header)
        {
            return null;
        }

        GateState? gate = header.Gate is { } open ? await store.ReadGateAsync(id, open, cancel) : null;
        var item = new ArchivedItem
        {
            Id = id.Text,
            Place = header.Place,
            Created = HeaderFields.CreatedOf(header),
            FirstClaimed = HeaderFields.FirstClaimedOf(header),
            Fields = header.Fields,
            Gate = gate is { IsOpen: true } ? gate.Gate : null,
        };
        while (item.Events.Count < header.Length)
        {
            int left = header.Length - item.Events.Count;
            IReadOnlyList<byte[]> page = await store.ReadJournalAsync(id, item.Events.Count, Math.Min(left, StoreLimits.JournalPage), cancel);
            if (page.Count == 0)
            {
                return null;
            }

            item.Events.AddRange(page);
        }

        string? own = header.Gate is { } name ? FanOutDecisions.MessageId(name) : null;
        item.Messages.AddRange(messages.Where(m => m.Id != own).Select(m => (m.Id, m.Body)));
        return item.Gate is null ? (header.Gate is not null && gate is null ? null : item) : await WithBranchesAsync(item, id, gate!, cancel);
    }

    private async Task<ArchivedItem?> WithBranchesAsync(ArchivedItem item, ItemId id, GateState gate, CancellationToken cancel)
    {
        Dictionary<int, ArchivedItem> living = [];
        foreach (int index in Enumerable.Range(0, gate.Next))
        {
            if (await ReadItemAsync(ItemId.FromStored($"{gate.Gate}.{index}"), cancel) is { } branch)
            {
                living[index] = branch;
            }
        }

        for (int from = 0; from < gate.Total; from += OutcomesAtOnce)
        {
            foreach (GateOutcome outcome in await store.ReadOutcomesAsync(id, gate.Gate, from, OutcomesAtOnce, cancel))
            {
                living.Remove(outcome.Index);
                item.Outcomes.Add(outcome.Outcome);
            }
        }

        item.Branches.AddRange(living.OrderBy(b => b.Key).Select(b => b.Value));
        if (item.Branches.FirstOrDefault(b => b.Fields.ContainsKey(HeaderFields.Child)) is { } waiting)
        {
            // A branch is made anew where the run arrives, once that is resumed; until then a child would tell nobody of its end.
            throw Refused(id.Run, $"has a branch '{waiting.Id}' that waits for its child '{waiting.Fields[HeaderFields.Child]}'. Export it once that child has ended.");
        }

        return await store.ReadGateAsync(id, gate.Gate, cancel) is null ? null : item; // closed meanwhile: its outcomes are in the journal now
    }
}
