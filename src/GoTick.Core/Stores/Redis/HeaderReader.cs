using GoTick.Core.Flows;
using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>Collects the fields of a header's hash; their names are listed in <c>Scripts/includes/rows.lua</c>.</summary>
internal struct HeaderReader
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private Place _place;
    private Band _band = Band.New;
    private string _queue = FlowSettings.DefaultQueue;
    private int _priority;
    private string _line = "";
    private long _token;
    private string? _owner;
    private long? _due;
    private long? _gone;
    private int _epoch;
    private int _length;
    private long _bytes;
    private long _inbox;
    private long _created;
    private long? _firstClaimed;
    private string _nonce = "";
    private string? _gate;
    private string? _branchOf;
    private int _branchIndex;

    public HeaderReader()
    {
    }

    public void Read(string name, RedisValue value)
    {
        if (name[0] == '.')
        {
            _fields[name[1..]] = (string)value!;
            return;
        }

        switch (name)
        {
            case "p": _place = (Place)(int)value; break;
            case "t": _token = (long)value; break;
            case "o": _owner = value.IsNullOrEmpty ? null : (string?)value; break;
            case "ep": _epoch = (int)value; break;
            case "n": _length = (int)value; break;
            case "s": _bytes = (long)value; break;
            case "m": _inbox = (long)value; break;
            case "d": _due = value.IsNullOrEmpty ? null : (long)value; break;
            case "b": _band = (Band)(int)value; break;
            case "q": _queue = (string)value!; break;
            case "y": _priority = (int)value; break;
            case "l": _line = (string)value!; break;
            case "g": _gone = (long)value; break;
            case "c": _created = (long)value; break;
            case "f": _firstClaimed = (long)value; break;
            case "x": _nonce = (string)value!; break;
            case "k": _gate = value; break;
            case "bo": _branchOf = value; break;
            case "bi": _branchIndex = (int)value; break;
            default: break; // where it stands in its line, or a newer version's field
        }
    }

    public readonly ItemHeader ToHeader(ItemId item) => new()
    {
        Id = item,
        Place = _place,
        Band = _band,
        Queue = _queue,
        Priority = _priority,
        Line = _line,
        Lease = new Lease(_token, _owner is null ? default : new WorkerId(_owner)),
        LeaseUntil = _place == Place.Leased ? Time(_due) : null,
        WakeAt = _place is Place.Waiting or Place.Parked ? Time(_due) : null,
        GoneAt = Time(_gone),
        Epoch = _epoch,
        Length = _length,
        Bytes = _bytes,
        Inbox = _inbox,
        Created = new StoreTime(_created),
        FirstClaimed = Time(_firstClaimed),
        Nonce = _nonce,
        Gate = _gate,
        BranchOf = _branchOf,
        BranchIndex = _branchIndex,
        Fields = _fields,
    };

    private static StoreTime? Time(long? micros) => micros is { } m ? new StoreTime(m) : null;
}
