using System.Collections.Concurrent;
using System.Reflection;
using GoTick.Core.Stores;

namespace GoTick.Host.Tests.Client;

/// <summary>A store that counts the calls to another one.</summary>
public class CountedStore : DispatchProxy
{
    private IFlowStore _inner = null!;

    /// <summary>How often each method was called.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new();

    public static (IFlowStore Store, CountedStore Counts) Over(IFlowStore inner)
    {
        IFlowStore store = Create<IFlowStore, CountedStore>();
        var counts = (CountedStore)store;
        counts._inner = inner;
        return (store, counts);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Calls.AddOrUpdate(targetMethod!.Name, 1, (_, n) => n + 1);
        return targetMethod.Invoke(_inner, args);
    }
}
