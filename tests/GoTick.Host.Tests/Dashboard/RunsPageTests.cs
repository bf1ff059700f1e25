using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Runs;
using GoTick.Host.Dashboard.Shared;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>The list of runs over a store.</summary>
public sealed class RunsPageTests : DashboardContext
{
    [Fact]
    public async Task Page_ManyRuns_ShowsOnePageAndTheWayToTheNext()
    {
        await StartAsync(60);
        IRenderedComponent<RunsPage> page = Render<RunsPage>();

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("[data-testid=run-row]").Count));
        page.WaitForAssertion(() => Assert.Contains("60", page.Find("[data-testid=count-Queued]").TextContent, StringComparison.Ordinal));
        Assert.Contains("after=", page.Find("[data-testid=next-page]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pick_ARun_OffersWhatCanBeDoneAndClearsIt()
    {
        await StartAsync(3);
        IRenderedComponent<RunsPage> page = Render<RunsPage>();
        page.WaitForElement("[data-testid=run-row] input").Change(true);

        Assert.Equal(5, page.FindAll("[data-testid=bulk] [data-testid^=bulk-]").Count);
        Assert.Single(page.FindAll("tr.picked"));

        page.Find("[data-testid=run-row] input").Change(false);
        Assert.Empty(page.FindAll("[data-testid=bulk]"));
    }

    [Fact]
    public async Task Counts_MoreThanTheBound_SayAtLeast()
    {
        await StartAsync(StatusCounts.Most + 5);
        var counts = new StatusCounts(Client);

        Assert.Equal("1,000+", (await counts.CountAsync(new RunQuery(), RunStatus.Queued, CancellationToken.None)).ToString());
        Assert.Equal("0", (await counts.CountAsync(new RunQuery(), RunStatus.Failed, CancellationToken.None)).ToString());
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Chip_EveryStatus_HasAWordAndASign(RunStatus status)
    {
        IRenderedComponent<StatusChip> chip = Render<StatusChip>(p => p.Add(c => c.Status, status));

        Assert.NotEqual($"RunStatus.{status}", chip.Find("[data-testid=status]").TextContent.Trim());
        Assert.NotNull(chip.Find("svg"));
    }

    public static TheoryData<RunStatus> Statuses => [.. Enum.GetValues<RunStatus>()];

    private async Task StartAsync(int count)
    {
        await PublishAsync("flow", "1");
        for (int i = 0; i < count; i++)
        {
            await Client.StartAsync(new StartRequest { Flow = "flow" });
        }
    }
}
