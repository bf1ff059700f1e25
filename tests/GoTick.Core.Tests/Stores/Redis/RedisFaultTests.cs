using System.Collections.Concurrent;
using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Redis;
using GoTick.Tests.Shared;

namespace GoTick.Core.Tests.Stores.Redis;

public sealed class RedisFaultTests
{
    [Fact]
    public async Task ScriptFlush_UnderLoad_NoCallFails()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
        using var done = new CancellationTokenSource();
        Task flushing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await server.CallAsync("SCRIPT", "FLUSH");
            }
        });

        CommitReply[][] replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            List<CommitReply> mine = [];
            for (int i = 0; i < 100; i++)
            {
                mine.Add(await store.CommitAsync(StoreCalls.Start(ItemId.FromStored($"r{task}-{i}"))));
            }

            return mine.ToArray();
        })));
        await done.CancelAsync();
        await flushing;

        Assert.All(replies.SelectMany(r => r), r => Assert.Equal(CommitResult.Ok, r.Result));
        Assert.Equal(800, Assert.Single(await store.ReadQueuesAsync(0)).Ready);
    }

    [Fact]
    public async Task Server_KilledAndRestarted_IsUnavailableThenKeepsWhatItAcknowledged()
    {
        await using RedisServer server = await RedisServer.StartNewAsync("--appendonly", "yes", "--appendfsync", "always");
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
        var wakes = new SemaphoreSlim(0);
        await using IAsyncDisposable listening = await store.ListenAsync(new WorkerId("w"), () => wakes.Release());
        var run = ItemId.FromStored("r");
        await store.CommitAsync(StoreCalls.Start(run));
        ClaimedItem claimed = Assert.Single((await store.ClaimAsync(StoreCalls.Claim("w", 1))).Items);

        await server.KillAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadHeaderAsync(run));
        await server.RestartAsync();
        await wakes.WaitAsync(TestContext.Current.CancellationToken);

        CommitReply reply = await Patient.AskAsync(() => store.CommitAsync(StoreCalls.Held(claimed, 1, [Encoding.UTF8.GetBytes("step")])));
        Assert.Equal((CommitResult.Ok, 2, Place.Leased), (reply.Result, reply.Length, reply.Place));
    }

    [Fact]
    public async Task Claim_FortyAtOnce_NoItemTwice()
    {
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
        ItemId[] runs = [.. Enumerable.Range(0, 400).Select(i => ItemId.FromStored($"r{i}"))];
        await Task.WhenAll(runs.Select(r => store.CommitAsync(StoreCalls.Start(r)).AsTask()));
        ConcurrentBag<(string Item, long Token)> got = [];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(worker => Task.Run(async () =>
        {
            for (int sequence = 1; ; sequence++)
            {
                ClaimReply reply = await store.ClaimAsync(StoreCalls.Claim($"w{worker}", sequence, max: 3));
                if (reply.Items.Count == 0)
                {
                    return;
                }

                foreach (ClaimedItem item in reply.Items)
                {
                    got.Add((item.Header.Id.Text, item.Header.Lease.Token));
                }
            }
        })));

        Assert.Equal(runs.Select(r => r.Text).Order(StringComparer.Ordinal), got.Select(g => g.Item).Order(StringComparer.Ordinal));
        Assert.Equal(400, got.Select(g => g.Token).Distinct().Count());
    }

    [Fact]
    public async Task PostAgainstSleep_ManyTasks_NoMessageIsLeftWithASleeper()
    {
        const int Holders = 16;
        const int Messages = 50;
        await using RedisServer server = await RedisServer.StartNewAsync();
        await using RedisStore store = await RedisStore.ConnectAsync(RedisAddress.Parse(server.Url));
        ItemId[] runs = [.. Enumerable.Range(0, Holders).Select(i => ItemId.FromStored($"r{i}"))];
        await Task.WhenAll(runs.Select(r => store.CommitAsync(StoreCalls.Start(r)).AsTask()));
        int taken = 0;
        using var all = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ItemId poster = ItemId.FromStored("poster");
        await store.CommitAsync(StoreCalls.Start(poster) with { Verbs = [new Verb.Park()] });

        Task posting = Task.WhenAll(runs.Select(run => Task.Run(async () =>
        {
            for (int i = 0; i < Messages; i++)
            {
                await store.CommitAsync(new Batch
                {
                    Item = poster,
                    Guard = new Guard.In(Place.Parked),
                    Verbs = [new Verb.Post(run, $"m{i}", [1])],
                });
            }
        })));
        Task holding = Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => HoldAsync(store, $"w{worker}", Took, all.Token))));
        await Task.WhenAll(posting, holding);

        Assert.Equal(Holders * Messages, taken);

        void Took(int count)
        {
            if (Interlocked.Add(ref taken, count) == Holders * Messages)
            {
                all.Cancel();
            }
        }
    }

    /// <summary>Takes messages and sleeps again. Nothing but a directed wake ends its idling: a lost one hangs the test.</summary>
    private static async Task HoldAsync(RedisStore store, string worker, Action<int> took, CancellationToken done)
    {
        using var wake = new SemaphoreSlim(0);
        await using IAsyncDisposable listening = await store.ListenAsync(new WorkerId(worker), () => wake.Release(), CancellationToken.None);
        for (int sequence = 1; !done.IsCancellationRequested; sequence++)
        {
            ClaimReply reply = await store.ClaimAsync(StoreCalls.Claim(worker, sequence, max: 4), CancellationToken.None);
            foreach (ClaimedItem item in reply.Items)
            {
                CommitReply slept = await store.CommitAsync(
                    StoreCalls.Held(
                        item,
                        item.Header.Length,
                        [.. item.Messages.Select(m => m.Body)],
                        new Verb.Take([.. item.Messages.Select(m => m.Id)]),
                        new Verb.Sleep(item.Header.Inbox, null, Band.Started)),
                    CancellationToken.None);
                Assert.Equal(CommitResult.Ok, slept.Result);
                took(item.Messages.Count);
            }

            if (reply.Items.Count == 0)
            {
                await Task.WhenAny(wake.WaitAsync(done));
            }
        }
    }
}
