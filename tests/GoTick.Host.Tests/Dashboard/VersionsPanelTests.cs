using AngleSharp.Dom;
using Bunit;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Flows;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>The difference of two versions, side by side and in one column.</summary>
public sealed class VersionsPanelTests : DashboardContext
{
    [Fact]
    public async Task Difference_SideBySide_IsATableThatTakesNoColourToRead()
    {
        IRenderedComponent<VersionsPanel> panel = await ShowAsync();

        IElement row = panel.FindAll("[data-testid=difference-sides] tbody tr").Single(r => r.TextContent.Contains("blue", StringComparison.Ordinal));

        Assert.Equal(["2", "−removed: $color = 'red'", "2", "+added: $color = 'blue'"], row.Children.Select(c => c.TextContent));
        Assert.Equal(("red", "blue"), (row.QuerySelector("del")!.TextContent, row.QuerySelector("ins")!.TextContent));
        Assert.Equal(2, panel.FindAll("[data-testid=difference-sides] th[scope=colgroup]").Count);
        Assert.Equal("true", row.QuerySelector(".sign")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public async Task Difference_InOneColumn_TellsWhatWasRemovedThenWhatCame()
    {
        IRenderedComponent<VersionsPanel> panel = await ShowAsync();
        Assert.Contains("narrow-only", panel.Find("[data-testid=difference]").ClassList); // for phones

        panel.Find("[data-testid=view-unified]").Change("on");

        Assert.Empty(panel.FindAll("[data-testid=difference-sides]"));
        IElement column = panel.Find("[data-testid=difference]");
        Assert.DoesNotContain("narrow-only", column.ClassList);
        Assert.Equal(
            ["1# colours", "2−removed: $color = 'red'", "2+added: $color = 'blue'", "3+added: $size = 2", "4$color"],
            column.Children.Select(l => l.TextContent.TrimEnd()).Where(t => t.Length > 1));
        Assert.Equal(("red", "blue"), (column.QuerySelector("del")!.TextContent, column.QuerySelector("ins")!.TextContent));
    }

    private async Task<IRenderedComponent<VersionsPanel>> ShowAsync()
    {
        await PublishAsync("paint", "# colours\n$color = 'red'\n$color\n");
        FlowDefinition flow = await PublishAsync("paint", "# colours\n$color = 'blue'\n$size = 2\n$color\n");
        return Render<VersionsPanel>(p => p.Add(v => v.Flow, flow));
    }
}
