using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Redis;

/// <summary>Short ways to call a store.</summary>
internal static class StoreCalls
{
    public static Batch Start(ItemId item) => new()
    {
        Item = item,
        Guard = new Guard.Absent("n"),
        Events = [Encoding.UTF8.GetBytes("started")],
        Verbs = [new Verb.Route("q", 0, ""), new Verb.Ready(Band.New)],
    };

    public static ClaimRequest Claim(string worker, long sequence, int max = 1, int partition = 0) => new()
    {
        Partition = partition,
        Worker = new WorkerId(worker),
        Presence = [],
        PresenceFor = TimeSpan.FromMinutes(1),
        Queues = ["q"],
        Max = max,
        Sequence = sequence,
        LeaseFor = TimeSpan.FromMinutes(1),
    };

    public static Batch Held(ClaimedItem claimed, int length, byte[][] events, params Verb[] verbs) => new()
    {
        Item = claimed.Header.Id,
        Guard = new Guard.Held(claimed.Header.Lease, length),
        Events = events,
        Verbs = verbs,
    };
}
