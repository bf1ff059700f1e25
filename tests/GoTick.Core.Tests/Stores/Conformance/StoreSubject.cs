using System.Text;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>A store under test with a clock that stands still, and short ways to use it. All items share one root, hence one partition.</summary>
public abstract class StoreSubject : IAsyncLifetime
{
    protected static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(15);
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> _sequences = [];

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected IFlowStore Store { get; private set; } = null!;

    protected int Partition => Store.PartitionOf(Run(1));

    /// <summary>A new, empty store whose time is the clock's.</summary>
    protected abstract Task<IFlowStore> CreateAsync(FakeTimeProvider clock);

    /// <summary>For stores that keep a clock of their own: the clock was moved.</summary>
    protected virtual Task ClockChangedAsync(IFlowStore store, FakeTimeProvider clock) => Task.CompletedTask;

    /// <summary>Everything in the partition of the items; documents included, wherever the store keeps them.</summary>
    protected virtual ValueTask<StoreDump> DumpAsync(IFlowStore store) => store.DumpAsync(store.PartitionOf(Run(1)));

    public virtual async ValueTask InitializeAsync()
    {
        Store = await CreateAsync(Clock);
        await ClockChangedAsync(Store, Clock);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static ItemId Run(int number) => ItemId.FromStored($"r/{number}");

    protected static WorkerId Worker(string name) => new(name);

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static byte[][] BytesOf(params string[] texts) => [.. texts.Select(Bytes)];

    protected static string[] Texts(IEnumerable<byte[]> bytes) => [.. bytes.Select(Encoding.UTF8.GetString)];

    protected async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await ClockChangedAsync(Store, Clock);
    }

    /// <summary>Creates an item; without verbs it is ready in queue <c>q</c>, band New.</summary>
    protected async Task<CommitReply> StartAsync(ItemId item, params Verb[] verbs) => await Store.CommitAsync(new Batch
    {
        Item = item,
        Guard = new Guard.Absent("n"),
        Events = BytesOf("started"),
        Verbs = verbs.Length == 0 ? [new Verb.Route("q", 0, ""), new Verb.Ready(Band.New)] : verbs,
    });

    protected async Task<ClaimReply> ClaimAsync(string worker = "w1", int max = 16, string[]? queues = null, long? sequence = null)
    {
        long number = sequence ?? _sequences.GetValueOrDefault(worker) + 1;
        _sequences[worker] = number;
        return await Store.ClaimAsync(new ClaimRequest
        {
            Partition = Partition,
            Worker = Worker(worker),
            Presence = Bytes("here"),
            PresenceFor = TimeSpan.FromSeconds(30),
            Queues = queues ?? ["q"],
            Max = max,
            Sequence = number,
            LeaseFor = LeaseFor,
        });
    }

    protected async Task<string[]> ClaimIdsAsync(string worker = "w1", int max = 16, string[]? queues = null) =>
        [.. (await ClaimAsync(worker, max, queues)).Items.Select(i => i.Header.Id.Text)];

    protected async Task<ClaimedItem> ClaimOneAsync(string worker = "w1") => Assert.Single((await ClaimAsync(worker, 1)).Items);

    /// <summary>Creates an item and leases it.</summary>
    protected async Task<ClaimedItem> HoldNewAsync(ItemId item, string worker = "w1")
    {
        await StartAsync(item);
        ClaimedItem claimed = await ClaimOneAsync(worker);
        Assert.Equal(item, claimed.Header.Id);
        return claimed;
    }

    protected static Batch Held(ClaimedItem claimed, string[] events, params Verb[] verbs) => new()
    {
        Item = claimed.Header.Id,
        Guard = new Guard.Held(claimed.Header.Lease, claimed.Header.Length),
        Events = BytesOf(events),
        Verbs = verbs,
    };

    protected static Batch In(ItemId item, Place place, params Verb[] verbs) =>
        new() { Item = item, Guard = new Guard.In(place), Verbs = verbs };

    protected async Task<CommitReply> CommitAsync(Batch batch) => await Store.CommitAsync(batch);

    /// <summary>Commits and expects that it was applied now.</summary>
    protected async Task<CommitReply> ApplyAsync(Batch batch)
    {
        CommitReply reply = await Store.CommitAsync(batch);
        Assert.Equal(CommitResult.Ok, reply.Result);
        return reply;
    }

    protected async Task<ItemHeader> HeaderAsync(ItemId item) => Assert.IsType<ItemHeader>(await Store.ReadHeaderAsync(item));

    protected async Task<string> DumpTextAsync() => DumpText.Of(await DumpAsync(Store));
}
