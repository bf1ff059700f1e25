using System.Text;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>A dump as text, a line a fact, so that two stores can be compared and a difference read.</summary>
public static class DumpText
{
    public static string Of(StoreDump dump)
    {
        var text = new StringBuilder();
        text.Append("now ").Append(dump.Now).Append('\n');
        foreach (ItemDump item in dump.Items)
        {
            text.Append("item ").Append(Of(item.Header)).Append('\n');
            Append(text, "  event", item.Events.Select(Of));
            Append(text, "  message", item.Messages.Select(Of));
        }

        Append(text, "ready", dump.Ready.Select(r => $"{r.Queue} {r.Band} '{r.Line}' {r.Priority} {r.Rank} {r.Item}"));
        Append(text, "timer", dump.Timers.Select(t => $"{t.At} {t.Item}"));
        Append(text, "lease", dump.Leases.Select(t => $"{t.Until} {t.Item}"));
        Append(text, "gone", dump.Gone.Select(t => $"{t.At} {t.Item}"));
        foreach (GateDump gate in dump.Gates)
        {
            text.Append("gate ").Append(Of(gate.State)).Append('\n');
            Append(text, "  input", gate.Inputs.Select(i => $"{i.Index} {Of(i.Input)}"));
            Append(text, "  outcome", gate.Outcomes.Select(Of));
        }

        Append(text, "index", dump.Indexes.Select(i => $"{i.Index} {i.Created} {i.Item}"));
        Append(text, "log", dump.Logs.Select(l => $"{l.Run} {Of(l.Entry)}"));
        Append(text, "mail", dump.Mail.Select(m => $"{m.Worker} {m.Entry.Item} {m.Entry.Kind}"));
        foreach ((LimitState state, LimitPermits permits) in dump.Limits)
        {
            text.Append("limit ").Append(state).Append('\n');
            Append(text, "  holder", permits.Holders.Select(h => h.ToString()));
            Append(text, "  waiter", permits.Waiters.Select(w => w.ToString()));
        }

        Append(text, "blob", dump.Blobs.Select(b => $"{b.Hash} {b.Holders}"));
        Append(text, "document", dump.Documents.Select(d => $"{d.Kind} {Of(d.Document)}"));
        return text.ToString();
    }

    public static string Of(ItemHeader header) =>
        $"{header.Id} {header.Place} {header.Band} {header.Queue} {header.Priority} '{header.Line}' lease {header.Lease.Token} {header.Lease.Owner.Text} "
        + $"until {header.LeaseUntil} wake {header.WakeAt} gone {header.GoneAt} epoch {header.Epoch} journal {header.Length}/{header.Bytes} inbox {header.Inbox} "
        + $"created {header.Created} first {header.FirstClaimed} nonce '{header.Nonce}' gate {header.Gate} branch {header.BranchOf} {header.BranchIndex} "
        + string.Join(',', header.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));

    public static string Of(GateState gate) =>
        $"{gate.Gate} open {gate.IsOpen} total {gate.Total} next {gate.Next} done {gate.Done} good {gate.Succeeded} live {gate.Live} "
        + $"stopped {gate.IsStopped} shared {Of(gate.Shared)}";

    public static string Of(InboxMessage message) => $"{message.Number} {message.Id} {Of(message.Body)}";

    public static string Of(GateOutcome outcome) => $"{outcome.Index} {Of(outcome.Outcome)}";

    public static string Of(LogEntry entry) => $"{entry.Number} {Of(entry.Record)}";

    public static string Of(Document document) => $"{document.Name} {document.Revision} {Of(document.Body)}";

    public static string Of(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    public static string Of(ClaimedItem item) =>
        $"{Of(item.Header)} [{string.Join(',', item.Events.Select(Of))}] [{string.Join(',', item.Messages.Select(Of))}]";

    private static void Append(StringBuilder text, string name, IEnumerable<string> facts)
    {
        foreach (string fact in facts)
        {
            text.Append(name).Append(' ').Append(fact).Append('\n');
        }
    }
}
