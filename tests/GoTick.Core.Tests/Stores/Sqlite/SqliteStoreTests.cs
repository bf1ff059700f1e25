using System.Text;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;
using GoTick.Core.Stores.Sqlite;
using Microsoft.Data.Sqlite;

namespace GoTick.Core.Tests.Stores.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private readonly TempFolder _folder = new();

    private string Path => _folder.File("t.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commit_AnotherProgramHoldsTheFile_IsUnavailableThenWorksAgain()
    {
        await using SqliteStore store = await OpenAsync();
        using (SqliteConnection other = Connect())
        {
            Execute(other, "BEGIN EXCLUSIVE");
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await StartAsync(store, "r1"));
            Assert.Equal(TickErrorId.StoreUnavailable, error.ErrorId);
            Assert.Null(await store.ReadHeaderAsync(ItemId.FromStored("r1")));
            Execute(other, "ROLLBACK");
        }

        Assert.Equal(CommitResult.Ok, (await StartAsync(store, "r1")).Result);
    }

    [Fact]
    public async Task Open_AgainAfterClosing_HasEverything()
    {
        await using (SqliteStore first = await OpenAsync())
        {
            await StartAsync(first, "r1");
        }

        await using SqliteStore second = await OpenAsync();
        Assert.Equal(1, (await second.ReadHeaderAsync(ItemId.FromStored("r1")))!.Length);
        Assert.False(File.Exists(Path + "-wal") && new FileInfo(Path + "-wal").Length > 1_000_000);
    }

    [Fact]
    public async Task Open_NotADatabase_IsInvalidAndLeavesTheFile()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("This is a letter. ", 100)));
        await File.WriteAllBytesAsync(Path, text);

        await InvalidAsync(Path);

        Assert.Equal(text, await File.ReadAllBytesAsync(Path));
    }

    [Fact]
    public async Task Open_ADatabaseOfAnotherProgram_IsInvalid()
    {
        using (SqliteConnection other = Connect())
        {
            Execute(other, "CREATE TABLE meta(x)");
        }

        await InvalidAsync(Path);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(2)]
    public async Task Open_AnotherSchema_IsInvalidAndNamesBothVersions(int version)
    {
        await (await OpenAsync()).DisposeAsync();
        using (SqliteConnection other = Connect())
        {
            Execute(other, $"UPDATE meta SET value = {version} WHERE name = 'schema'");
        }

        Assert.Contains($"schema is {version}, this one's 3", (await InvalidAsync(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AFolder_IsInvalid() => await InvalidAsync(_folder.Path);

    [Fact]
    public async Task Open_BelowAFile_IsInvalid()
    {
        await File.WriteAllTextAsync(_folder.File("plain"), "x");

        await InvalidAsync(System.IO.Path.Combine(_folder.File("plain"), "t.db"));
    }

    [Fact]
    public async Task Open_InAMissingFolder_MakesItForItsOwnerOnly()
    {
        string path = System.IO.Path.Combine(_folder.Path, "a", "b", "t.db");

        await using SqliteStore store = await SqliteStore.OpenAsync(SqliteAddress.Of(path));
        await StartAsync(store, "r1");

        Assert.True(File.Exists(path));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Others = (UnixFileMode)0b111_111;
            foreach (string file in Directory.GetFileSystemEntries(System.IO.Path.GetDirectoryName(path)!).Append(System.IO.Path.GetDirectoryName(path)!))
            {
                Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & Others);
            }
        }
    }

    [Fact]
    public async Task Commit_OneOfAGroupIsAtFault_OnlyThatOneFails()
    {
        await using SqliteStore store = await OpenAsync();
        var spec = new GateSpec
        {
            Gate = "bad~1",
            Total = 2,
            Limit = 2,
            Need = 2,
            StopsOnFailure = false,
            Queue = "q",
            Priority = 0,
            Line = "",
            Shared = [],
            DoneMessage = [],
        };
        var bad = new Batch { Item = ItemId.FromStored("bad"), Guard = new Guard.Absent("n"), Events = [[1]], Verbs = [new Verb.GateOpen(spec)] };

        Task<CommitReply>[] good = [.. Enumerable.Range(0, 50).Select(i => Task.Run(() => StartAsync(store, $"r{i}")))];
        var error = await Assert.ThrowsAsync<TickException>(async () => await store.CommitAsync(bad));
        CommitReply[] replies = await Task.WhenAll(good);

        Assert.Equal(TickErrorId.InternalError, error.ErrorId);
        Assert.All(replies, r => Assert.Equal(CommitResult.Ok, r.Result));
        Assert.Null(await store.ReadHeaderAsync(ItemId.FromStored("bad")));
        Assert.Equal(50, (await store.DumpAsync(0)).Items.Count);
    }

    [Fact]
    public async Task Maintain_ALargeLog_IsCut()
    {
        await using SqliteStore store = await OpenAsync();
        using (SqliteConnection other = Connect())
        {
            // A reader that stays open keeps the log from being used anew.
            Execute(other, "BEGIN; SELECT * FROM item");
            for (int i = 0; i < 70; i++)
            {
                await store.CommitAsync(new Batch { Item = ItemId.FromStored($"r{i}"), Guard = new Guard.Absent("n"), Events = [new byte[1024 * 1024]] });
            }

            Assert.True(new FileInfo(Path + "-wal").Length > 64 * 1024 * 1024);
            Execute(other, "COMMIT");
        }

        await store.MaintainAsync();

        Assert.Equal(0, new FileInfo(Path + "-wal").Length);
        Assert.NotNull(await store.ReadHeaderAsync(ItemId.FromStored("r69")));
    }

    [Fact]
    public async Task Write_AfterDispose_IsRefused()
    {
        SqliteStore store = await OpenAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => StartAsync(store, "r1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ReadHeaderAsync(ItemId.FromStored("r1")));
    }

    private static async Task<TickException> InvalidAsync(string path)
    {
        var error = await Assert.ThrowsAsync<TickException>(() => SqliteStore.OpenAsync(SqliteAddress.Of(path)));
        Assert.Equal((TickErrorId.StoreInvalid, TickErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.Equal(path, error.Target);
        return error;
    }

    private static async Task<CommitReply> StartAsync(SqliteStore store, string id) => await store.CommitAsync(new Batch
    {
        Item = ItemId.FromStored(id),
        Guard = new Guard.Absent("n"),
        Events = [[1]],
        Verbs = [new Verb.Ready(Band.New)],
    });

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Literals of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(SqliteAddress.Of(Path), null, Short);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
