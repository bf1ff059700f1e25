namespace GoTick.Host.Tests.Processes;

/// <summary>Workers that are told to stop under load.</summary>
[Collection(ProcessTests.Name)]
public sealed class DrainTests
{
    [Theory]
    [InlineData("redis", "30", 0)]
    [InlineData("sqlite", "30", 0)]
    [InlineData("redis", "0", 1)]
    public async Task Worker_ToldToStopUnderLoad_EndsInOrderAndTheOthersGoOn(string kind, string drain, int mayRunTwice)
    {
        await using Fleet fleet = await Fleet.StartAsync(kind, "--concurrency", "4", "--drain", drain);
        Gotick first = await fleet.AddWorkerAsync();
        for (int i = 0; i < 16; i++)
        {
            await fleet.StartRunAsync(milliseconds: 80);
        }

        while (!File.Exists(fleet.Folder.File("log0.txt")))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await first.SignalAsync("TERM");
        Assert.True(await first.ExitAsync() == 0, first.ToString());
        fleet.Workers.Remove(first);
        Assert.Contains(first.Messages, m => m.StartsWith("Draining: ", StringComparison.Ordinal));
        await fleet.AddWorkerAsync();

        await fleet.CheckAsync(mayRunTwice);
        await fleet.StopAsync();
    }
}
