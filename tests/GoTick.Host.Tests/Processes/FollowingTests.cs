using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Processes;

/// <summary>Who follows a run sees all of it, whatever becomes of the workers that run it.</summary>
[Collection(ProcessTests.Name)]
public sealed class FollowingTests
{
    private const string Flow = """
        param([string] $Go)
        foreach ($i in 1..3) { Invoke-TickTask "say$i" { Write-Host "line $i" } }
        Invoke-TickTask hold { Write-Host 'holding'; while (-not (Test-Path $Go)) { Start-Sleep -Milliseconds 50 } }
        foreach ($i in 4..6) { Invoke-TickTask "say$i" { Write-Host "line $i" } }
        """;

    [Theory]
    [InlineData("logs", "--follow")]
    [InlineData("watch", "--json")]
    [InlineData("exec", "-c")]
    public async Task Follow_OverTheDeathOfAWorker_BringsEachLineOnceAndInOrder(string command, string option)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Needs SIGKILL.");
        }

        await using Fleet fleet = await Fleet.StartAsync("sqlite");
        await File.WriteAllTextAsync(fleet.Folder.File("flows/talks.ps1"), Flow, TestContext.Current.CancellationToken);
        Gotick first = await fleet.AddWorkerAsync();
        Assert.True(await first.SaysAsync("Published talks"), first.ToString());
        ItemId run = await fleet.StartRunAsync("talks", new() { ["Go"] = fleet.Folder.File("go") });
        string[] arguments = command == "exec" ? [command, option, $"Get-TickLog {run} -Follow | ForEach-Object Text"] : [command, option, run.Text];
        await using Gotick following = Gotick.Start(fleet.Folder.Path, arguments);
        Assert.True(await following.SaysAsync("holding"), following.ToString());

        fleet.Workers.Remove(first);
        await first.KillAsync();
        await fleet.AddWorkerAsync();
        await File.WriteAllTextAsync(fleet.Folder.File("go"), "", TestContext.Current.CancellationToken);

        Assert.True(await following.ExitAsync() == 0, following.ToString());
        string[] lines = [.. following.Output.SelectMany(l => Enumerable.Range(1, 6).Where(i => l.Contains($"line {i}", StringComparison.Ordinal)).Select(i => $"line {i}"))];
        Assert.Equal(["line 1", "line 2", "line 3", "line 4", "line 5", "line 6"], lines);
    }
}
