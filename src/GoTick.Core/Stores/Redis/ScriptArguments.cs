using StackExchange.Redis;

namespace GoTick.Core.Stores.Redis;

/// <summary>Collects a script's arguments in a buffer of the thread, so that a call allocates no more than the array that is sent.</summary>
internal readonly struct ScriptArguments
{
    // A buffer that one huge batch has blown up is not kept.
    private const int KeptCapacity = 4_096;

    [ThreadStatic]
    private static List<RedisValue>? _buffer;

    private readonly List<RedisValue> _values;

    private ScriptArguments(List<RedisValue> values) => _values = values;

    public static ScriptArguments Begin(RedisValue prefix)
    {
        List<RedisValue> values = _buffer ?? new List<RedisValue>(64);
        _buffer = null;
        values.Add(prefix);
        return new ScriptArguments(values);
    }

    public int Count => _values.Count;

    public void Add(RedisValue value) => _values.Add(value);

    /// <summary>Leaves a place for a value that is known later; returns where.</summary>
    public int Skip()
    {
        _values.Add(RedisValue.Null);
        return _values.Count - 1;
    }

    public void Set(int at, RedisValue value) => _values[at] = value;

    /// <summary>The arguments; the buffer goes back to the thread.</summary>
    public RedisValue[] End()
    {
        RedisValue[] array = [.. _values];
        _values.Clear();
        if (_values.Capacity <= KeptCapacity)
        {
            _buffer = _values;
        }

        return array;
    }
}
