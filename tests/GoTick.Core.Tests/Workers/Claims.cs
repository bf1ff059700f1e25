using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Workers;

/// <summary>Claims of workers that are not there.</summary>
internal static class Claims
{
    public static ClaimRequest Of(string worker, byte[] presence) => new()
    {
        Partition = 0,
        Worker = new WorkerId(worker),
        Presence = presence,
        PresenceFor = TimeSpan.FromHours(1),
        Queues = [FlowSettings.DefaultQueue],
        Max = 1,
        Sequence = 1,
        LeaseFor = TimeSpan.FromHours(1),
    };
}
