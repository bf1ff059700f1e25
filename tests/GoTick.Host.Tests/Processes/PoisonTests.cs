using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Processes;

/// <summary>A run whose step kills the process that runs it.</summary>
[Collection(ProcessTests.Name)]
public sealed class PoisonTests
{
    private const string Text = """
        param([Parameter(Mandatory)] [string] $Log)
        $kept = Get-TickMemo 'kept' { 'what was done' }
        Invoke-TickTask 'boom' {
            Add-Content $Log $PID
            [System.Diagnostics.Process]::GetCurrentProcess().Kill()
        }
        """;

    [Theory]
    [InlineData("redis", null, 3)]
    [InlineData("sqlite", "2", 2)]
    public async Task Run_KillsItsWorkers_IsSuspendedAndTheNextWorkerLives(string kind, string? limit, int deaths)
    {
        await using Fleet fleet = await Fleet.StartAsync(kind, limit is null ? [] : ["--max-crashes", limit]);
        fleet.Folder.Write("flows/poison.ps1", Text);
        Gotick worker = await fleet.AddWorkerAsync();
        string log = fleet.Folder.File("poison.txt");
        ItemId run = await fleet.StartRunAsync("poison", new() { ["Log"] = log });
        for (int i = 0; i < deaths; i++)
        {
            await worker.ExitAsync();
            fleet.Workers.Remove(worker);
            worker = await fleet.AddWorkerAsync();
        }

        await fleet.StartRunAsync();
        await fleet.CheckAsync(faults: 0);

        RunView view = await fleet.Client.GetRunAsync(run);
        Assert.Equal((RunStatus.Suspended, TickErrorId.WorkerCrashed), (view.Status, view.Error?.ErrorId));
        Assert.Equal(deaths, File.ReadAllLines(log).Length);
        Assert.Equal("kept", Assert.Single(await fleet.Client.ReadStepsAsync(run)).Key);
        await using Gotick show = await fleet.CallAsync("show", run.Text);
        Assert.Contains(show.Output, line => line.Contains(TickErrorId.WorkerCrashed, StringComparison.Ordinal));
        // Its advice would be wrong for a run that no `gotick run` has started.
        Assert.DoesNotContain(show.Output, line => line.Contains("--new", StringComparison.Ordinal));
        await using Gotick list = await fleet.CallAsync("list", "--status", "Suspended");
        Assert.Contains(list.Output, line => line.Contains(run.Text, StringComparison.Ordinal));
        await fleet.StopAsync();
    }
}
