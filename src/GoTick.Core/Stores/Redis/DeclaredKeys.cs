using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>
/// The keys that a script is going to touch, as far as they are known before it runs. Declared in Cluster only: while the slot moves, the server then
/// refuses the call before the script's first write, not in its middle.
/// </summary>
internal sealed class DeclaredKeys(RedisKeys keys)
{
    private readonly List<RedisKey> _list = [keys.Clock, keys.Lease, keys.Timer, keys.Gone, keys.Queues, keys.Workers];

    public static RedisKey[] Of(RedisKeys keys, Batch batch)
    {
        var declared = new DeclaredKeys(keys);
        declared.AddItem(batch.Item);
        if (batch.Expected is { } expected)
        {
            declared._list.Add(keys.Documents(expected.Kind));
        }

        foreach (Verb verb in batch.Verbs)
        {
            declared.Add(verb);
        }

        return [.. declared._list.Distinct()];
    }

    public static RedisKey[] Of(RedisKeys keys, IEnumerable<ItemId> items, WorkerId worker, IEnumerable<string> queues)
    {
        var declared = new DeclaredKeys(keys);
        declared._list.Add(keys.Worker(worker.Text));
        foreach (ItemId item in items)
        {
            declared.AddItem(item);
        }

        foreach (string queue in queues)
        {
            declared.AddQueue(queue);
        }

        return [.. declared._list.Distinct()];
    }

    private void AddItem(ItemId item) =>
        _list.AddRange([keys.Header(item.Text), keys.Journal(item.Text), keys.Inbox(item.Text), keys.InboxOrder(item.Text)]);

    private void AddQueue(string queue)
    {
        _list.Add(keys.Idle(queue));
        for (Band band = Band.Control; band <= Band.New; band++)
        {
            _list.Add(keys.Turns(queue, band));
        }
    }

    private void AddGate(string gate) => _list.AddRange(
        [keys.Gate(gate), keys.GateFields(gate), keys.GateInputs(gate), keys.GateOutcomes(gate), keys.GateLive(gate)]);

    private void Add(Verb verb)
    {
        switch (verb)
        {
            case Verb.Route v: AddQueue(v.Queue); break;
            case Verb.Post v: AddItem(v.Target); break;
            case Verb.GateFill v: AddGate(v.Gate); break;
            case Verb.GateOpen v: AddGate(v.Spec.Gate); break;
            case Verb.GateEnd v: AddGate(v.Gate); break;
            case Verb.GateClose v: AddGate(v.Gate); break;
            case Verb.List v: _list.Add(keys.Index(v.IndexName)); break;
            case Verb.Log v: _list.Add(keys.Log(v.Run.Text)); break;
            case Verb.BlobHold or Verb.BlobRelease: _list.Add(keys.Blobs); break;
            default: break; // touches the item's own keys only
        }
    }
}
