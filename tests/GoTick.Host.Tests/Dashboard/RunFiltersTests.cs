using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Host.Dashboard.Runs;
using GoTick.Host.Dashboard.Shared;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>What the address of the list says, and what the store is asked.</summary>
public sealed class RunFiltersTests
{
    [Fact]
    public void Address_Nothing_IsTheListAlone() => Assert.Equal("runs", new RunFilters().ToAddress());

    [Fact]
    public void Address_Everything_ComesBackAsItWas()
    {
        RunFilters filters = RunFilters.Of("a/b&c", "failed, Waiting,nonsense,5", "t=1", "2026-01-31T13:00", "2026-02-01T00:00", "TickStepFailed", "50 % off", "order-1/x", "cursor");
        Dictionary<string, string> query = filters.ToAddress().Split('?')[1].Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        RunFilters again = RunFilters.Of(
            query["flow"], query["status"], query["tag"], query["since"], query["until"], query["error"], query["text"], query["parent"], query["after"]);

        Assert.Equal([RunStatus.Failed, RunStatus.Waiting], again.Statuses.Take(2));
        Assert.Equal(filters.ToAddress(), again.ToAddress());
        Assert.Equal(("a/b&c", "t=1", "50 % off", "order-1/x"), (again.Flow, again.Tag, again.ErrorText, again.Parent));
    }

    [Fact]
    public void Query_TimesOfTheViewer_AreOfTheViewersZone()
    {
        var clock = new ViewerClock();
        clock.Use("Europe/Berlin");
        RunQuery query = RunFilters.Of(null, null, null, "2026-07-01T12:00", "2026-12-01T12:00", null, null, null, null).ToQuery(clock);

        Assert.Equal(DateTimeOffset.Parse("2026-07-01T10:00:00Z"), query.Since);
        Assert.Equal(DateTimeOffset.Parse("2026-12-01T11:00:00Z"), query.Until);
    }

    [Fact]
    public void Toggled_AStatus_ComesAndGoesFromTheNewestOn()
    {
        RunFilters one = (new RunFilters() with { After = "x" }).Toggled(RunStatus.Failed);

        Assert.Equal("runs?status=Failed", one.ToAddress());
        Assert.Equal("runs", one.Toggled(RunStatus.Failed).ToAddress());
    }

    [Theory]
    [InlineData("order-42/1f3a", "runs/order-42/1f3a")]
    [InlineData("nightly@2026-01-01T00:00:00Z", "runs/nightly%402026-01-01T00%3A00%3A00Z")]
    public void Links_IdsWithSigns_AreOneAddress(string id, string expected) => Assert.Equal(expected, Links.Run(ItemId.FromStored(id)));
}
