namespace GoTick;

/// <summary>The store, or the server that has it, that a session's commands use.</summary>
public sealed class TickConnection
{
    internal TickConnection(string store, string kind, int partitions, bool isShared)
    {
        Store = store;
        Kind = kind;
        Partitions = partitions;
        IsShared = isShared;
    }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <summary><c>redis</c>, <c>sqlite</c>, or <c>server</c>.</summary>
    public string Kind { get; }

    /// <summary>The number of its partitions; 0 = a server knows.</summary>
    public int Partitions { get; }

    /// <summary>True when other machines can reach it.</summary>
    public bool IsShared { get; }

    /// <inheritdoc/>
    public override string ToString() => Store;
}
