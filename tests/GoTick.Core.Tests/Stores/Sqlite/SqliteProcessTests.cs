using System.Diagnostics;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Sqlite;

namespace GoTick.Core.Tests.Stores.Sqlite;

/// <summary>Several stores on one file, in this process and in others.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();

    private SqliteAddress Address => SqliteAddress.Of(_folder.File("t.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Claim_TwoProcessesAtOnce_NoItemTwice()
    {
        await using (SqliteStore store = await SqliteStore.OpenAsync(Address))
        {
            await Task.WhenAll(Enumerable.Range(0, 600).Select(i => StartAsync(store, $"r{i}")));
        }

        using Process one = ChildProcess.Start("claim", Address.Path);
        using Process two = ChildProcess.Start("claim", Address.Path);
        string[] got = await Task.WhenAll(one.StandardOutput.ReadToEndAsync(), two.StandardOutput.ReadToEndAsync());
        string[] ids = [.. got.SelectMany(g => g.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

        Assert.Equal(600, ids.Length);
        Assert.Equal(600, ids.Distinct().Count());
    }

    [Fact]
    public async Task Claim_TwoStoresOnOneFileInOneProcess_NoItemTwice()
    {
        await using SqliteStore one = await SqliteStore.OpenAsync(Address);
        await using SqliteStore two = await SqliteStore.OpenAsync(Address);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => StartAsync(i % 2 == 0 ? one : two, $"r{i}")));

        string[][] got = await Task.WhenAll(Task.Run(() => ClaimAllAsync(one, "w1")), Task.Run(() => ClaimAllAsync(two, "w2")));

        Assert.Equal(300, got.Sum(g => g.Length));
        Assert.Equal(300, got.SelectMany(g => g).Distinct().Count());
    }

    [Fact]
    public async Task Kill_OfAWritingProcess_LosesNothingThatWasAnswered()
    {
        using Process child = ChildProcess.Start("write", Address.Path);
        List<string> answered = [];
        while (answered.Count < 200)
        {
            answered.Add(Assert.IsType<string>(await child.StandardOutput.ReadLineAsync()));
        }

        child.Kill();
        string rest = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        // The last line may be half a line.
        answered.AddRange(rest.Split('\n')[..^1]);

        await using SqliteStore store = await SqliteStore.OpenAsync(Address);
        foreach (string line in answered)
        {
            string[] parts = line.Split(' ');
            IReadOnlyList<byte[]> journal = await store.ReadJournalAsync(ItemId.FromStored(parts[0]), 0, 10);
            Assert.InRange(journal.Count, int.Parse(parts[1]), 3);
            Assert.NotEqual(2, journal.Count);
        }

        Assert.Equal(CommitResult.Ok, (await StartAsync(store, "after")).Result);
    }

    [Fact]
    public async Task Wake_FromAnotherStoreOnTheFile_Arrives()
    {
        await using SqliteStore one = await SqliteStore.OpenAsync(Address);
        await using SqliteStore two = await SqliteStore.OpenAsync(Address);
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable listening = await one.ListenAsync(new WorkerId("w1"), () => woken.TrySetResult());

        await StartAsync(two, "r1");

        await woken.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Wake_AnItemEndedInAnotherStore_ReachesItsWatcher()
    {
        await using SqliteStore one = await SqliteStore.OpenAsync(Address);
        await using SqliteStore two = await SqliteStore.OpenAsync(Address);
        await StartAsync(one, "r1");
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable watching = await one.WatchAsync(
            ItemId.FromStored("r1"), () => changed.TrySetResult());

        await two.CommitAsync(new Batch
        {
            Item = ItemId.FromStored("r1"),
            Guard = new Guard.In(Place.Ready),
            Verbs = [new Verb.End(TimeSpan.FromSeconds(1))],
        });

        await changed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Open_AfterAProcessWasKilled_RemovesItsWakeFile()
    {
        using Process child = ChildProcess.Start("write", Address.Path);
        await child.StandardOutput.ReadLineAsync();
        child.Kill();
        await child.WaitForExitAsync();
        string folder = Address.Path + ".wake";
        Assert.Single(Directory.GetFiles(folder));

        await using (await SqliteStore.OpenAsync(Address))
        {
            Assert.Single(Directory.GetFiles(folder));
        }

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Commit_AnotherProcessIsStuckInItsTurn_IsUnavailableThenWorksAgain()
    {
        await using SqliteStore store = await SqliteStore.OpenAsync(Address, null, TimeSpan.FromMilliseconds(200));
        using Process child = ChildProcess.Start("hold", Address.Path);
        Assert.Equal("held", await child.StandardOutput.ReadLineAsync());

        await Assert.ThrowsAsync<StoreUnavailableException>(() => StartAsync(store, "r1"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SqliteStore.OpenAsync(Address, null, TimeSpan.FromMilliseconds(200)));
        child.Kill();
        await child.WaitForExitAsync();

        Assert.Equal(CommitResult.Ok, (await StartAsync(store, "r2")).Result);
        Assert.Null(await store.ReadHeaderAsync(ItemId.FromStored("r1")));
    }

    private static async Task<CommitReply> StartAsync(SqliteStore store, string id) => await store.CommitAsync(new Batch
    {
        Item = ItemId.FromStored(id),
        Guard = new Guard.Absent("n"),
        Events = [[1]],
        Verbs = [new Verb.Route("q", 0, ""), new Verb.Ready(Band.New)],
    });

    private static async Task<string[]> ClaimAllAsync(SqliteStore store, string worker)
    {
        List<string> ids = [];
        for (long k = 1; ; k++)
        {
            ClaimReply reply = await store.ClaimAsync(new ClaimRequest
            {
                Partition = 0,
                Worker = new WorkerId(worker),
                Presence = [],
                PresenceFor = Patience,
                Queues = ["q"],
                Max = 2,
                Sequence = k,
                LeaseFor = TimeSpan.FromMinutes(5),
            });
            ids.AddRange(reply.Items.Select(i => i.Header.Id.Text));
            if (reply.Items.Count == 0)
            {
                return [.. ids];
            }
        }
    }
}
