using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

/// <summary>Headers for pure tests.</summary>
internal static class Headers
{
    public static ItemHeader In(Place place) => new()
    {
        Id = ItemId.ParseRoot("run"),
        Place = place,
        Band = Band.New,
        Queue = "q",
        Priority = 0,
        Line = "",
        Lease = default,
        Length = 1,
        Bytes = 1,
        Inbox = 0,
        Created = new StoreTime(1),
        Nonce = "n",
        Fields = new Dictionary<string, string>(),
    };
}
