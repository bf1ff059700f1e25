using GoTick.Core.Errors;
using GoTick.Core.Flows;
using Microsoft.Data.Sqlite;

namespace GoTick.Host.Tests.Processes;

/// <summary>Workers whose SQLite file cannot be written: they say so, wait, and go on.</summary>
[Collection(ProcessTests.Name)]
public sealed class BadFileTests
{
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_FileLockedByAnotherProgram_SaysSoWaitsAndGoesOn()
    {
        await using Fleet fleet = await Fleet.StartAsync("sqlite");
        Gotick worker = await fleet.AddWorkerAsync();
        ItemId run = await fleet.StartRunAsync(milliseconds: 300);

        await using (SqliteConnection other = await OpenAsync(fleet))
        {
            await ExecuteAsync(other, "BEGIN EXCLUSIVE");
            Assert.True(await worker.SaysAsync(TickErrorId.StoreUnavailable), worker.ToString());
            await using Gotick call = await fleet.CallAsync("start", "mixed", "-Log", fleet.Folder.File("unused.txt"));
            Assert.Equal(5, call.ExitCode);
            Assert.Contains(call.Messages, m => m.Contains(TickErrorId.StoreUnavailable, StringComparison.Ordinal));
            await Task.Delay(Locked, Cancel);
        }

        await fleet.EndAsync(run);
        Assert.True(await worker.SaysAsync("The store answers again."), worker.ToString());

        // The lock may outlast a lease's end in the worker's eyes: then one block begins again.
        await fleet.CheckAsync(faults: 1);
        await fleet.StopAsync();
    }

    [Fact]
    public async Task Commands_ReadOnlyFile_SayWhichFileAndWhy()
    {
        await using Fleet fleet = await Fleet.StartAsync("sqlite");
        await fleet.AddWorkerAsync(); // publishes the flow
        await fleet.StopAsync();
        await fleet.Client.DisposeAsync();
        await MakeReadOnlyAsync(fleet);

        await using Gotick call = await fleet.CallAsync("start", "mixed", "-Log", "unused");
        Assert.True(call.ExitCode == 5, call.ToString());
        Assert.Contains(call.Messages, m => m.Contains(TickErrorId.StoreUnavailable, StringComparison.Ordinal) && m.Contains("read-only", StringComparison.Ordinal));
        await using Gotick worker = Gotick.Start(fleet.Folder.Path, "worker");
        Assert.True(await worker.SaysAsync("read-only"), worker.ToString());
        Assert.Contains(worker.Messages, m => m.StartsWith(TickErrorId.StoreUnavailable, StringComparison.Ordinal));
        Assert.False(worker.HasExited);
    }

    [Fact]
    public async Task Run_DiskFull_SaysSoAndGoesOnLater()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there is no limit for one process there
        }

        using var folder = new TestFolder();
        string script = folder.Write("full.ps1", "param([int] $Size)\n$x = Get-TickMemo 'large' { 'x' * $Size }\nInvoke-TickTask 'b' { }\n$x.Length");
        await using Gotick run = Gotick.StartLimited(folder.Path, kilobytes: 512, "run", script, "-Size", "900000");
        Assert.True(await run.SaysAsync(TickErrorId.StoreUnavailable), run.ToString());
        Assert.DoesNotContain(run.Messages, m => m.Contains("answers again", StringComparison.Ordinal)); // other calls still fit
        await run.KillAsync();

        await using Gotick again = await Gotick.RunAsync(folder.Path, "run", script, "-Size", "900000");

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(["900000"], again.Output);
        (_, IReadOnlyList<Core.Client.StepView> steps) = await folder.OnlyRunAsync();
        Assert.Equal(["large", "b"], steps.Select(s => s.Key));
    }

    private static async Task<SqliteConnection> OpenAsync(Fleet fleet)
    {
        var connection = new SqliteConnection($"Data Source={fleet.Folder.File("store.db")};Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>For every account, the administrator too: a file whose write format is unknown is read-only to SQLite (its file format, §1.3.3).</summary>
    private static async Task MakeReadOnlyAsync(Fleet fleet)
    {
        await using (SqliteConnection last = await OpenAsync(fleet))
        {
            await ExecuteAsync(last, "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        await using FileStream file = File.OpenWrite(fleet.Folder.File("store.db"));
        file.Position = 18;
        file.WriteByte(3);
    }
}
