using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>Every read of a store as one text.</summary>
internal static class ModelReads
{
    public static async Task<string> AllOf(IFlowStore store, ItemId item, int from)
    {
        int partition = store.PartitionOf(item);
        string gate = item.Gate(1);
        var text = new StringBuilder();
        text.AppendLine(await store.ReadHeaderAsync(item) is { } header ? DumpText.Of(header) : "no header");
        ItemId[] some = [ItemId.FromStored("r/0"), item, ItemId.FromStored("r/none")];
        Append(text, "headers", (await store.ReadHeadersAsync(some)).Select(h => h is null ? "none" : DumpText.Of(h)));
        Append(text, "journal", (await store.ReadJournalAsync(item, from, 2)).Select(DumpText.Of));
        IReadOnlyList<InboxMessage> messages = await store.ReadInboxAsync(item, 2);
        Append(text, "inbox", messages.Select(DumpText.Of));
        Append(text, "more", (await store.ReadInboxAsync(item, messages.Count == 0 ? 0 : messages[^1].Number, 2)).Select(DumpText.Of));
        text.AppendLine(await store.ReadGateAsync(item, gate) is { } state ? DumpText.Of(state) : "no gate");
        Append(text, "outcomes", (await store.ReadOutcomesAsync(item, gate, from, 2)).Select(DumpText.Of));
        IReadOnlyList<IndexEntry> page = await store.ReadIndexAsync(partition, "i", null, 2);
        Append(text, "index", page.Select(e => $"{e.Created} {e.Item}"));
        Append(text, "next", (await store.ReadIndexAsync(partition, "i", page.Count == 0 ? null : page[^1].Created, 2)).Select(e => $"{e.Created} {e.Item}"));
        Append(text, "leased", (await store.ReadPlacedAsync(partition, Place.Leased, 1_000)).Select(i => i.Text).Order(StringComparer.Ordinal));
        Append(text, "ready", (await store.ReadPlacedAsync(partition, Place.Ready, 1_000)).Select(i => i.Text).Order(StringComparer.Ordinal));
        Append(text, "log", (await store.ReadLogAsync(item, from, 2)).Select(DumpText.Of));
        Append(text, "gone", (await store.ReadGoneAsync(partition, 3)).Select(i => i.Text));
        Append(text, "workers", (await store.ReadWorkersAsync(partition)).Select(w => $"{w.Worker} {DumpText.Of(w.Presence)} {w.Until}"));
        Append(text, "queues", (await store.ReadQueuesAsync(partition)).Select(q => q.ToString()));
        Append(text, "limits", (await store.ReadLimitsAsync(partition, from == 0 ? "" : "key:0", 2)).Select(l => l.ToString()));
        LimitPermits permits = await store.ReadPermitsAsync(partition, "key:0", 2);
        Append(text, "holders", permits.Holders.Select(h => h.ToString()));
        Append(text, "waiters", permits.Waiters.Select(h => h.ToString()));
        Append(text, "unheld", await store.ReadUnheldBlobsAsync(partition, 1));
        Append(text, "documents", (await store.ListDocumentsAsync("k")).Select(DumpText.Of));
        text.AppendLine((await store.ReadDocumentAsync("k", "d0")) is { } document ? DumpText.Of(document) : "no document");
        text.AppendLine((await store.ReadBlobAsync(partition, "h0")) is { } blob ? DumpText.Of(blob) : "no blob");
        text.Append(await store.ReadTimeAsync(partition));
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, IEnumerable<string> facts) =>
        text.Append(name).Append(": ").AppendJoin(" | ", facts).AppendLine();
}
