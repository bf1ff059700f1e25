using System.Text.Json.Nodes;
using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Commands;

/// <summary><c>gotick restart</c> and <c>gotick check</c> as a person calls them.</summary>
[Collection(ProcessTests.Name)]
public sealed class MendingCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RestartAndCheck_AFailedRun_GoesOnFromItsStep()
    {
        string file = _folder.Write("flows/ships.ps1", File.ReadAllText(TestFolder.Example("mend-a-run.ps1")));
        _folder.Write("flows/waits.ps1", "Get-TickMemo a { 1 }\nStart-TickSleep -Seconds 600");
        await using Gotick worker = Gotick.Start(_folder.Path, "worker", "--flows", "flows");
        Assert.True(await worker.SaysAsync("serves default"), worker.ToString());
        await using Gotick start = await Gotick.RunAsync(_folder.Path, "start", "--wait", "--id", "order", "ships", "-OrderId", "42", "-By", "rail");
        Assert.Equal(1, start.ExitCode);

        await using Gotick restart = await Gotick.RunAsync(
            _folder.Path, "restart", "--wait", "--from-step", "ship", "--set-step", "address={\"City\":\"Graz\"}", "order", "-By", "road");
        await using Gotick show = await Gotick.RunAsync(_folder.Path, "show", "order@r2");
        await using Gotick unknown = await Gotick.RunAsync(_folder.Path, "restart", "--from-step", "nosuch", "order");
        await using Gotick odd = await Gotick.RunAsync(_folder.Path, "restart", "--set-step", "address", "order");
        await using Gotick missing = await Gotick.RunAsync(_folder.Path, "restart", "nosuch");

        Assert.True(restart.ExitCode == 0, restart.ToString());
        Assert.Equal(["order 42 to Graz by road"], restart.Output);
        Assert.DoesNotContain(restart.Messages, m => m.Contains("charged", StringComparison.Ordinal));
        Assert.Contains(show.Output, l => l.Trim() == "origin     order");
        Assert.Equal((2, true), (unknown.ExitCode, unknown.ToString().Contains("TickStepNotFound", StringComparison.Ordinal)));
        Assert.Contains("charge, address, ship", string.Join('\n', unknown.Messages), StringComparison.Ordinal);
        Assert.Equal((2, true), (odd.ExitCode, odd.ToString().Contains("TickArgumentInvalid", StringComparison.Ordinal)));
        Assert.Equal((2, true), (missing.ExitCode, missing.ToString().Contains("TickRunNotFound", StringComparison.Ordinal)));

        // The same text with another step is no text for a run in flight.
        await using Gotick waits = await Gotick.RunAsync(_folder.Path, "start", "--id", "w", "waits");
        for (bool isWaiting = false; !isWaiting;)
        {
            await using Gotick list = await Gotick.RunAsync(_folder.Path, "list", "--flow", "waits", "--status", "waiting", "--json");
            isWaiting = list.Output.Count == 1;
        }

        string edited = _folder.Write("waits.ps1", "\nGet-TickMemo b { 1 }\nStart-TickSleep -Seconds 600");
        await using Gotick misfit = await Gotick.RunAsync(_folder.Path, "check", "--against-runs", "--json", edited);
        await using Gotick fit = await Gotick.RunAsync(_folder.Path, "check", "--against-runs", Path.Combine(_folder.Path, "flows", "waits.ps1"));
        await using Gotick sound = await Gotick.RunAsync(_folder.Path, "check", file);
        await using Gotick broken = await Gotick.RunAsync(_folder.Path, "check", _folder.Write("broken.ps1", "Get-TickMemo a { 1 }\nInvoke-TickTask a { }"));
        await worker.SignalAsync("TERM");

        JsonNode said = JsonNode.Parse(Assert.Single(misfit.Output))!;
        Assert.Equal((1, "w", false, "b", 2), (misfit.ExitCode, (string?)said["run"], (bool)said["fits"]!, (string?)said["step"], (int)said["line"]!));
        Assert.Equal((0, "w  Waiting  fits"), (fit.ExitCode, Assert.Single(fit.Output)));
        Assert.Equal((0, 0), (sound.ExitCode, sound.Output.Count));
        Assert.Equal((1, "broken.ps1:2:1: TickStepNameConflict:"), (broken.ExitCode, Assert.Single(broken.Output)[..37]));
        Assert.Equal(0, await worker.ExitAsync());
    }
}
