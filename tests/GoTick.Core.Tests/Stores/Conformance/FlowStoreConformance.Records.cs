using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

public abstract partial class FlowStoreConformance
{
    [Fact]
    public async Task Index_Pages_NewestFirstWithoutGapOrRepeat()
    {
        for (int i = 0; i < 7; i++)
        {
            await StartAsync(Run(i), new Verb.List("all", true), new Verb.List("other", i == 3));
        }

        List<string> seen = [];
        StoreTime? before = null;
        while (await Store.ReadIndexAsync(Partition, "all", before, 3) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(e => e.Item.Text));
            before = page[^1].Created;
        }

        Assert.Equal(["r/6", "r/5", "r/4", "r/3", "r/2", "r/1", "r/0"], seen);
        Assert.Equal(Run(3), Assert.Single(await Store.ReadIndexAsync(Partition, "other", null, 10)).Item);
        Assert.Empty(await Store.ReadIndexAsync(Partition, "none", null, 10));
    }

    [Fact]
    public async Task Index_MemberTwiceAndTakenOut_IsThereOnceThenNot()
    {
        await StartAsync(Run(1), new Verb.List("i", true), new Verb.List("i", true), new Verb.Park());
        Assert.Equal((await HeaderAsync(Run(1))).Created, Assert.Single(await Store.ReadIndexAsync(Partition, "i", null, 10)).Created);

        await ApplyAsync(In(Run(1), Place.Parked, new Verb.List("i", false)));

        Assert.Empty(await Store.ReadIndexAsync(Partition, "i", null, 10));
    }

    [Fact]
    public async Task Log_Reads_AfterANumber()
    {
        await StartAsync(Run(1), new Verb.Log(Run(1), BytesOf("a", "b")), new Verb.Log(Run(1), BytesOf("c")), new Verb.Log(Run(2), BytesOf("z")));

        IReadOnlyList<LogEntry> entries = await Store.ReadLogAsync(Run(1), 1, 10);

        Assert.Equal([2L, 3L], entries.Select(e => e.Number));
        Assert.Equal(["b", "c"], Texts(entries.Select(e => e.Record)));
        Assert.Equal(["a"], Texts((await Store.ReadLogAsync(Run(1), 0, 1)).Select(e => e.Record)));
        Assert.Equal(["z"], Texts((await Store.ReadLogAsync(Run(2), 0, 10)).Select(e => e.Record)));
    }

    [Fact]
    public async Task Log_OverItsCap_KeepsTheNewest()
    {
        await StartAsync(Run(1), new Verb.Park());
        for (int i = 0; i < StoreLimits.LogRecords + 500; i += 500)
        {
            int from = i;
            await ApplyAsync(In(Run(1), Place.Parked, new Verb.Log(Run(1), [.. Enumerable.Range(from, 500).Select(n => Bytes($"l{n}"))])));
        }

        IReadOnlyList<LogEntry> entries = await Store.ReadLogAsync(Run(1), 0, int.MaxValue);

        Assert.Equal((StoreLimits.LogRecords, 501L, "l500"), (entries.Count, entries[0].Number, DumpText.Of(entries[0].Record)));
        Assert.Equal(StoreLimits.LogRecords + 500, entries[^1].Number);
    }

    [Fact]
    public async Task Blob_Held_IsNotDeletedUntilLetGo()
    {
        await Store.PutBlobAsync(Partition, "h1", Bytes("text"));
        await Store.PutBlobAsync(Partition, "h1", Bytes("other"));
        await StartAsync(Run(1), new Verb.BlobHold("h1"), new Verb.Park());
        await StartAsync(Run(2), new Verb.BlobHold("h1"), new Verb.Park());

        Assert.Equal("text", DumpText.Of((await Store.ReadBlobAsync(Partition, "h1"))!));
        Assert.Empty(await Store.ReadUnheldBlobsAsync(Partition, 10));
        await ApplyAsync(In(Run(1), Place.Parked, new Verb.BlobRelease("h1")));
        Assert.False(await Store.DeleteBlobAsync(Partition, "h1"));
        await ApplyAsync(In(Run(2), Place.Parked, new Verb.BlobRelease("h1")));
        await ApplyAsync(In(Run(2), Place.Parked, new Verb.BlobRelease("h1"), new Verb.BlobRelease("never")));

        Assert.Equal(["h1"], await Store.ReadUnheldBlobsAsync(Partition, 10));
        Assert.True(await Store.DeleteBlobAsync(Partition, "h1"));
        Assert.Null(await Store.ReadBlobAsync(Partition, "h1"));
        Assert.Equal(CommitResult.BlobMissing, (await StartAsync(Run(3), new Verb.BlobHold("h1"))).Result);
    }

    [Fact]
    public async Task Document_Write_OnlyAtTheExpectedRevision()
    {
        Assert.False(await Store.WriteDocumentAsync("flow", "a", 1, Bytes("x")));
        Assert.True(await Store.WriteDocumentAsync("flow", "a", 0, Bytes("one")));
        Assert.False(await Store.WriteDocumentAsync("flow", "a", 0, Bytes("x")));
        Assert.True(await Store.WriteDocumentAsync("flow", "a", 1, Bytes("two")));
        Assert.True(await Store.WriteDocumentAsync("flow", "B", 0, Bytes("b")));
        Assert.True(await Store.WriteDocumentAsync("limit", "a", 0, Bytes("l")));

        Document read = (await Store.ReadDocumentAsync("flow", "a"))!;
        Assert.Equal((2L, "two"), (read.Revision, DumpText.Of(read.Body)));
        Assert.Equal(["B", "a"], (await Store.ListDocumentsAsync("flow")).Select(d => d.Name));
        Assert.False(await Store.WriteDocumentAsync("flow", "a", 1, null));
        Assert.True(await Store.WriteDocumentAsync("flow", "a", 2, null));
        Assert.Null(await Store.ReadDocumentAsync("flow", "a"));
        Assert.True(await Store.WriteDocumentAsync("flow", "a", 0, Bytes("new")));
    }

    [Fact]
    public async Task Document_ManyWritersAtOnce_OneWins()
    {
        bool[] won = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => await Store.WriteDocumentAsync("k", "n", 0, Bytes($"{i}")))));

        Assert.Equal(1, won.Count(w => w));
    }

    [Fact]
    public async Task ReadHeaders_SomeMissing_KeepsTheOrder()
    {
        await StartAsync(Run(1));
        await StartAsync(Run(2));

        IReadOnlyList<ItemHeader?> headers = await Store.ReadHeadersAsync([Run(2), Run(9), Run(1), Run(2)]);

        Assert.Equal(["r/2", null, "r/1", "r/2"], headers.Select(h => h?.Id.Text));
        Assert.Empty(await Store.ReadHeadersAsync([]));
    }

    [Fact]
    public async Task Queues_Counts_WhatIsReady()
    {
        await StartAsync(Run(1), new Verb.Route("b", 0, "x"), new Verb.Ready(Band.New));
        await StartAsync(Run(2), new Verb.Route("a", 0, ""), new Verb.Ready(Band.New));
        await StartAsync(Run(3), new Verb.Route("b", 0, "y"), new Verb.Ready(Band.Started));

        Assert.Equal([new QueueState("a", 1), new QueueState("b", 2)], await Store.ReadQueuesAsync(Partition));
    }

    [Fact]
    public async Task Listen_WorkBecomesReady_WakesAnIdleWorkerThatServesItsQueue()
    {
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable listening = await Store.ListenAsync(Worker("w1"), () => woken.TrySetResult());
        await ClaimAsync("w1");

        await StartAsync(Run(1));

        await woken.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Watch_TheItemEnds_CallsBack()
    {
        await StartAsync(Run(1));
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable watching = await Store.WatchAsync(Run(1), () => changed.TrySetResult());

        await ApplyAsync(In(Run(1), Place.Ready, new Verb.End(Second)));

        await changed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ReadTime_FollowsTheClockAndNeverGoesBehindAStamp()
    {
        StoreTime first = await Store.ReadTimeAsync(Partition);
        Assert.Equal(StoreTime.From(Clock.GetUtcNow()), first);
        await StartAsync(Run(1));
        await StartAsync(Run(2));

        Assert.True(await Store.ReadTimeAsync(Partition) >= (await HeaderAsync(Run(2))).Created);
        await AdvanceAsync(Second);
        Assert.Equal(StoreTime.From(Clock.GetUtcNow()), await Store.ReadTimeAsync(Partition));
    }
}
