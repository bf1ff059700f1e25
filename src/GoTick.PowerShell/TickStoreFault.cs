using GoTick.Core.Checks;

namespace GoTick;

/// <summary>One thing that is wrong in a store.</summary>
public sealed class TickStoreFault
{
    internal TickStoreFault(StoreFault fault, string store)
    {
        Code = fault.Code;
        Item = fault.Item;
        Message = fault.Message;
        Store = store;
    }

    /// <summary>What sort of fault: a stable code, such as <c>Stuck</c>.</summary>
    public string Code { get; }

    /// <summary>The run, branch, gate or text that it is about.</summary>
    public string Item { get; }

    /// <summary>What is wrong.</summary>
    public string Message { get; }

    /// <summary>The store, without user and password.</summary>
    public string Store { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Item}: {Message}";
}
