using System.Reflection;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Workers;

/// <summary>A store of one partition that looks as if it had two: runs called <c>far…</c> live in the second one, whose renewals may hang.</summary>
public class FarPartition : DispatchProxy
{
    private IFlowStore _inner = null!;
    private Task _hangs = Task.CompletedTask;

    /// <param name="inner">A store of one partition.</param>
    /// <param name="hangs">Renewals in the second partition wait for it.</param>
    public static IFlowStore Over(IFlowStore inner, Task hangs)
    {
        IFlowStore proxy = Create<IFlowStore, FarPartition>();
        var far = (FarPartition)(object)proxy;
        far._inner = inner;
        far._hangs = hangs;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod!.Name, args) switch
    {
        ("get_Partitions", _) => 2,
        (nameof(IFlowStore.PartitionOf), [ItemId item]) => IsFar(item) ? 1 : 0,
        // The claims of the first partition bring the items of both.
        (nameof(IFlowStore.ClaimAsync), [ClaimRequest { Partition: 1 }, _]) => new ValueTask<ClaimReply>(NothingAsync()),
        (nameof(IFlowStore.RenewAsync), [RenewRequest { Partition: 1 } request, _]) => new ValueTask<RenewReply>(RenewAsync(request)),
        _ => targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, [.. args!.Select((a, i) => i == 0 && a is 1 ? 0 : a)], null),
    };

    private static bool IsFar(ItemId item) => item.Text.StartsWith("far", StringComparison.Ordinal);

    private async Task<ClaimReply> NothingAsync() => new(await _inner.ReadTimeAsync(0), [], null);

    private async Task<RenewReply> RenewAsync(RenewRequest request)
    {
        await _hangs;
        return await _inner.RenewAsync(request with { Partition = 0 });
    }
}
