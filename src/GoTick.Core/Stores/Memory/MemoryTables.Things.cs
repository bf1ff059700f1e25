using GoTick.Core.Flows;
using GoTick.Core.Stores.Rules;

namespace GoTick.Core.Stores.Memory;

/// <summary>Gates, indexes, logs, texts, workers and documents.</summary>
internal sealed partial class MemoryTables
{
    public GateRow? FindGate(string gate) => _gates.GetValueOrDefault(gate)?.Row;

    public void SaveGate(GateRow row) => _gates.TryAdd(row.Gate, new MemoryGate(row));

    public void DeleteGate(GateRow row) => _gates.Remove(row.Gate);

    public IReadOnlyList<ItemRow> LiveBranches(GateRow row) =>
        [.. _items.Values.Select(i => i.Row).Where(r => r.BranchOf == row.Gate).OrderBy(r => r.BranchIndex)];

    public void PutInput(string gate, int index, byte[] input) => _gates[gate].Inputs[index] = input;

    public int CountInputs(string gate) => _gates.TryGetValue(gate, out MemoryGate? found) ? found.Inputs.Count : 0;

    public byte[] TakeInput(string gate, int index) =>
        _gates[gate].Inputs.Remove(index, out byte[]? input) ? input : throw new InvalidOperationException($"Gate {gate} has no input {index}.");

    public void PutOutcome(string gate, int index, byte[] outcome) => _gates[gate].Outcomes[index] = outcome;

    public IReadOnlyList<GateOutcome> ReadOutcomes(string gate, int from, int count) =>
        _gates.TryGetValue(gate, out MemoryGate? found)
            ? [.. found.Outcomes.Where(o => o.Key >= from && o.Key < from + count).Select(o => new GateOutcome(o.Key, o.Value))]
            : [];

    public void SetIndex(string index, ItemRow row, bool isMember)
    {
        if (!_indexes.TryGetValue(index, out Dictionary<ItemId, StoreTime>? entries))
        {
            _indexes.Add(index, entries = []);
        }

        if (isMember)
        {
            entries[row.Id] = row.Created;
        }
        else
        {
            entries.Remove(row.Id);
        }
    }

    public IReadOnlyList<IndexEntry> ReadIndex(string index, StoreTime? before, int count) =>
        _indexes.TryGetValue(index, out Dictionary<ItemId, StoreTime>? entries)
            ? [.. entries.Where(e => before is null || e.Value < before).OrderByDescending(e => e.Value).Take(count).Select(e => new IndexEntry(e.Value, e.Key))]
            : [];

    public IReadOnlyList<ItemId> Placed(Place place, int count) => place is Place.Leased or Place.Ready
        ? [.. _items.Values.Where(i => i.Row.Place == place).Take(count).Select(i => i.Row.Id)]
        : throw new ArgumentOutOfRangeException(nameof(place), place, "Too many items may be there.");

    public void AppendLog(ItemId run, IReadOnlyList<byte[]> records)
    {
        (long last, Queue<LogEntry> entries) = _logs.TryGetValue(run, out (long Last, Queue<LogEntry> Entries) log) ? log : (0, new Queue<LogEntry>());
        foreach (byte[] record in records)
        {
            entries.Enqueue(new LogEntry(++last, record));
        }

        while (entries.Count > StoreLimits.LogRecords)
        {
            entries.Dequeue();
        }

        _logs[run] = (last, entries);
    }

    public void DeleteLog(ItemId run) => _logs.Remove(run);

    public IReadOnlyList<LogEntry> ReadLog(ItemId run, long after, int count) =>
        _logs.TryGetValue(run, out (long Last, Queue<LogEntry> Entries) log) ? [.. log.Entries.Where(e => e.Number > after).Take(count)] : [];

    public int? FindBlob(string hash) => _blobs.TryGetValue(hash, out (byte[] Body, int Holders) blob) ? blob.Holders : null;

    public void SetBlobHolders(string hash, int holders) => _blobs[hash] = (_blobs[hash].Body, holders);

    public void PutBlob(string hash, byte[] body) => _blobs.TryAdd(hash, (body, 0));

    public byte[]? ReadBlob(string hash) => _blobs.TryGetValue(hash, out (byte[] Body, int Holders) blob) ? blob.Body : null;

    public bool DeleteBlob(string hash)
    {
        if (FindBlob(hash) is > 0)
        {
            return false;
        }

        _blobs.Remove(hash);
        return true;
    }

    public IReadOnlyList<string> UnheldBlobs(int count) =>
        [.. _blobs.Where(b => b.Value.Holders == 0).Select(b => b.Key).Order(StringComparer.Ordinal).Take(count)];

    public (long Sequence, IReadOnlyList<(ItemId Item, long Token)> Items)? LastClaim(WorkerId worker) =>
        _lastClaims.TryGetValue(worker, out (long Sequence, IReadOnlyList<(ItemId Item, long Token)> Items) last) ? last : null;

    public void SetLastClaim(WorkerId worker, long sequence, IReadOnlyList<(ItemId Item, long Token)> items) =>
        _lastClaims[worker] = (sequence, items);

    public void SetPresence(WorkerId worker, byte[] presence, StoreTime until) => _workers[worker] = (presence, until);

    public StoreTime? PresentUntil(WorkerId worker) => _workers.TryGetValue(worker, out (byte[] Presence, StoreTime Until) known) ? known.Until : null;

    public IReadOnlyList<MailEntry> ReadMail(WorkerId worker) => _mail.GetValueOrDefault(worker, []);

    public void WriteMail(WorkerId worker, IReadOnlyList<MailEntry> mail) => _mail[worker] = mail;

    public void RemoveWorker(WorkerId worker)
    {
        _workers.Remove(worker);
        _lastClaims.Remove(worker);
        _mail.Remove(worker);
    }

    public void RemoveWorkersBefore(StoreTime now)
    {
        foreach (WorkerId worker in _workers.Where(w => w.Value.Until <= now).Select(w => w.Key).ToList())
        {
            RemoveWorker(worker);
        }
    }

    public void ExtendPresences(StoreTime until)
    {
        foreach ((WorkerId worker, (byte[] presence, _)) in _workers.Where(w => w.Value.Until < until).ToList())
        {
            _workers[worker] = (presence, until);
        }
    }

    public IReadOnlyList<WorkerPresence> Workers() =>
        [.. _workers.OrderBy(w => w.Key.Text, StringComparer.Ordinal).Select(w => new WorkerPresence(w.Key, w.Value.Presence, w.Value.Until))];

    public IReadOnlyList<QueueState> Queues() =>
        [.. _lines.Where(l => !l.Value.IsEmpty).GroupBy(l => l.Key.Queue).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new QueueState(g.Key, g.Sum(l => l.Value.Count)))];

    public IReadOnlyList<ItemId> Gone(StoreTime now, int count) => [.. _gone.TakeWhile(g => g.At <= now).Take(count).Select(g => g.Item)];

    public Document? ReadDocument(string kind, string name) => _documents.GetValueOrDefault((kind, name));

    public IReadOnlyList<Document> ListDocuments(string kind) =>
        [.. _documents.Where(d => d.Key.Kind == kind).Select(d => d.Value).OrderBy(d => d.Name, StringComparer.Ordinal)];

    public bool WriteDocument(string kind, string name, long expected, byte[]? body)
    {
        long revision = ReadDocument(kind, name)?.Revision ?? 0;
        if (revision != expected)
        {
            return false;
        }

        if (body is null)
        {
            _documents.Remove((kind, name));
        }
        else
        {
            _documents[(kind, name)] = new Document(name, revision + 1, body);
        }

        Settings += kind == StoreLimits.SettingKind ? 1 : 0;

        return true;
    }

    public StoreDump Dump(StoreTime now) => new()
    {
        Now = now,
        Items = [.. _items.Values.OrderBy(i => i.Row.Id.Text, StringComparer.Ordinal)
            .Select(i => new ItemDump(i.Row.ToHeader(), [.. i.Journal], [.. i.Inbox.Values]))],
        Ready = [.. _lines.Where(l => !l.Value.IsEmpty).OrderBy(l => l.Key.Queue, StringComparer.Ordinal).ThenBy(l => l.Key.Band)
            .SelectMany(l => l.Value.Entries)],
        Timers = [.. _timers],
        Leases = [.. _leases],
        Gone = [.. _gone],
        Gates = [.. _gates.Values.OrderBy(g => g.Row.Gate, StringComparer.Ordinal).Select(g => new GateDump(
            g.Row.ToState(),
            [.. g.Inputs.Select(i => (i.Key, i.Value))],
            [.. g.Outcomes.Select(o => new GateOutcome(o.Key, o.Value))]))],
        Indexes = [.. _indexes.OrderBy(i => i.Key, StringComparer.Ordinal)
            .SelectMany(i => i.Value.OrderBy(e => e.Value).Select(e => (i.Key, e.Value, e.Key)))],
        Logs = [.. _logs.OrderBy(l => l.Key.Text, StringComparer.Ordinal).SelectMany(l => l.Value.Entries.Select(e => (l.Key, e)))],
        Mail = [.. _mail.OrderBy(m => m.Key.Text, StringComparer.Ordinal).SelectMany(m => m.Value.Select(e => (m.Key, e)))],
        Limits = [.. Limits("", int.MaxValue).Select(l => (l, Permits(l.Limit, int.MaxValue)))],
        Blobs = [.. _blobs.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => (b.Key, b.Value.Holders))],
        Documents = [.. _documents.OrderBy(d => d.Key.Kind, StringComparer.Ordinal).ThenBy(d => d.Key.Name, StringComparer.Ordinal)
            .Select(d => (d.Key.Kind, d.Value))],
    };
}
