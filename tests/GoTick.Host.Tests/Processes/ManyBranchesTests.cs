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
        (long count, long limit) = LongRuns.Choose((20_000L, 60L), (100_000L, 160L));
        await using Fleet fleet = await Fleet.StartAsync("redis");
        fleet.Folder.Write("flows/many.ps1", Text);
        Gotick worker = await fleet.AddWorkerAsync();
        await SumAsync(fleet, 1_000); // what any flow with branches needs: compiled code, slots
        long before = worker.PeakMegabytes;

        await SumAsync(fleet, count);

        long after = worker.PeakMegabytes;
        TestContext.Current.SendDiagnosticMessage($"{count:N0} branches: at most {after} MB, {after - before} MB more than for 1,000");
        Assert.True(after - before <= limit, $"{count:N0} branches took up to {after} MB, {after - before} MB more than 1,000; the limit is {limit} MB.");
        await fleet.CheckAsync(faults: 0);
        await fleet.StopAsync();
    }

    private static async Task SumAsync(Fleet fleet, long count)
    {
        ItemId run = await fleet.StartRunAsync("many", new() { ["Count"] = count });
        RunView view = await fleet.EndAsync(run);
        Assert.Equal(RunStatus.Completed, view.Status);
        Assert.Contains((count * (count + 1) / 2).ToString(CultureInfo.InvariantCulture), view.Output.Text, StringComparison.Ordinal);
    }
}
