using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Memory;
using GoTick.Core.Tests.Stores.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Stores.Memory;

/// <summary>Memory has no transaction to roll back: what is wrong with a batch must be seen before its first write.</summary>
public sealed class MemoryAtomicityTests
{
    [Fact]
    public async Task Commit_GateOpenWithoutItsInputs_ThrowsAndChangesNothing()
    {
        await using var store = new MemoryStore(new FakeTimeProvider());
        ItemId run = ItemId.ParseRoot("run");
        var ready = new Batch { Item = run, Guard = new Guard.Absent("n"), Events = ["started"u8.ToArray()], Verbs = [new Verb.Ready(Band.New)] };
        await store.CommitAsync(ready);
        string before = DumpText.Of(await store.DumpAsync(0));
        var open = new Batch
        {
            Item = run,
            Guard = new Guard.In(Place.Ready),
            Events = [Encoding.UTF8.GetBytes("opened")],
            Fields = [new("f", "v")],
            Verbs = [new Verb.GateFill(run.Gate(1), 0, [[1]]), new Verb.GateOpen(Spec(run.Gate(1), total: 2)), new Verb.Park()],
        };

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.CommitAsync(open));

        Assert.Equal(before, DumpText.Of(await store.DumpAsync(0)));
    }

    private static GateSpec Spec(string gate, int total) => new()
    {
        Gate = gate,
        Total = total,
        Limit = total,
        Need = total,
        StopsOnFailure = false,
        Queue = "q",
        Priority = 0,
        Line = "",
        Fields = new Dictionary<string, string>(),
        Shared = [],
        DoneMessage = [],
    };
}
