using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Core.Tests.Security;

public sealed class FlowGrantsTests
{
    [Theory]
    [InlineData("*", "demo/close-order", true)]
    [InlineData("deploy/*", "deploy/web", true)]
    [InlineData("deploy/*", "Deploy/Web/Canary", true)]
    [InlineData("DEPLOY/*", "deploy/web", true)]
    [InlineData("deploy/*", "deploy", false)]
    [InlineData("deploy/*", "deployment/web", false)]
    [InlineData("deploy/*", "x/deploy/web", false)]
    [InlineData("deploy", "deploy", true)]
    [InlineData("deploy", "deploy2", false)]
    [InlineData("*/web", "deploy/web", true)]
    [InlineData("a.b*", "axb", false)]
    public void Allow_Pattern_AsTheTableSays(string pattern, string flow, bool allows) => Assert.Equal(allows, FlowGrants.Parse([pattern]).Allow(flow));

    [Fact]
    public void Allow_NoPattern_IsNoFlow()
    {
        Assert.False(FlowGrants.Parse([]).Allow("demo"));
        Assert.False(FlowGrants.FromStored([""]).AreAll);
        Assert.True(FlowGrants.All.AreAll);
        Assert.True(FlowGrants.Parse(["deploy/*", "*"]).AreAll);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a?c")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public void Parse_OddPattern_IsRefused(string pattern) =>
        Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => FlowGrants.Parse([pattern])).ErrorId);

    [Fact]
    public void Parse_TooManyPatterns_IsRefused() =>
        Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => FlowGrants.Parse([.. Enumerable.Range(0, 101).Select(i => $"f{i}")])).ErrorId);
}
