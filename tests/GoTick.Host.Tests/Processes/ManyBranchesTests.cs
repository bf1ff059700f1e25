using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Flows;

namespace GoTick.Host.Tests.Processes;

/// <summary>What a wait for very many branches costs a worker's process.</summary>
[Collection(ProcessTests.Name)]
public sealed class ManyBranchesTests
{
    private const string Text = """
        param([int] $Count)
        $sum = 0
        1..$Count | Invoke-TickParallel 'part' -ThrottleLimit 100 { $_ } | ForEach-Object { $sum += $_ }
        "$sum"
        """;

    [Fact]
    public async Task Wait_ManyBranches_TheWorkerStaysSmall()
    {
        (long count, long limit) = LongRuns.Choose((20_000L, 180L), (100_000L, 200L));
        await using Fleet fleet = await Fleet.StartAsync("redis");
        fleet.Folder.Write("flows/many.ps1", Text);
        Gotick worker = await fleet.AddWorkerAsync();

        ItemId run = await fleet.StartRunAsync("many", new() { ["Count"] = count });
        RunView view = await fleet.EndAsync(run);

        Assert.Equal(RunStatus.Completed, view.Status);
        Assert.Contains((count * (count + 1) / 2).ToString(CultureInfo.InvariantCulture), view.Output.Text, StringComparison.Ordinal);
        long most = worker.PeakMegabytes;
        TestContext.Current.SendDiagnosticMessage($"{count:N0} branches: at most {most} MB");
        Assert.True(most <= limit, $"{count:N0} branches took up to {most} MB; the limit is {limit} MB.");
        await fleet.CheckAsync(faults: 0);
        await fleet.StopAsync();
    }
}
