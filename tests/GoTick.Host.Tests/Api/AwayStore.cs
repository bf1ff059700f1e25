using System.Reflection;
using GoTick.Core.Errors;
using GoTick.Core.Stores;

namespace GoTick.Host.Tests.Api;

/// <summary>A store that a test can cut off.</summary>
public class AwayStore : DispatchProxy
{
    private IFlowStore _store = null!;

    /// <summary>True: it does not answer.</summary>
    public bool IsAway { get; set; }

    public static (IFlowStore Store, AwayStore Switch) Over(IFlowStore store)
    {
        IFlowStore proxy = Create<IFlowStore, AwayStore>();
        var away = (AwayStore)(object)proxy;
        away._store = store;
        return (proxy, away);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        IsAway && targetMethod!.Name.EndsWith("Async", StringComparison.Ordinal) && targetMethod.Name != "DisposeAsync"
            ? throw new StoreUnavailableException("It is away.")
            : targetMethod!.Invoke(_store, args);
}
