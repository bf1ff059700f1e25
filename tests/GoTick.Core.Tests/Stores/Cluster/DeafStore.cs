using System.Reflection;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Cluster;

/// <summary>A store of which no wake and no end is ever heard.</summary>
public class DeafStore : DispatchProxy
{
    public IFlowStore Inner { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name is nameof(IFlowStore.ListenAsync) or nameof(IFlowStore.WatchAsync)
            ? new ValueTask<IAsyncDisposable>(new Nothing())
            : targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, null, args, null);

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
