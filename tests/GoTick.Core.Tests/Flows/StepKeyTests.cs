using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Tests.Flows;

public sealed class StepKeyTests
{
    [Theory]
    [InlineData("a", 1, "a")]
    [InlineData("a", 2, "a#2")]
    [InlineData("Close order", 10, "Close order#10")]
    public void Of_NthUse_IsNumberedFromTheSecondOn(string name, int use, string text) => Assert.Equal(text, StepKey.Of(name, use).Text);

    [Fact]
    public void Equals_OtherCase_IsTheSameStep()
    {
        Assert.Equal(StepKey.Of("Ä-b", 2), StepKey.FromStored("ä-B#2"));
        Assert.Equal(StepKey.Of("Ä-b", 2).GetHashCode(), StepKey.FromStored("ä-B#2").GetHashCode());
        Assert.NotEqual(StepKey.Of("a", 1), StepKey.Of("a", 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a#2")]
    [InlineData("a[0]")]
    [InlineData("a]")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public void CheckName_NotAllowed_IsRefused(string name) =>
        Assert.Equal(TickErrorId.StepNameInvalid, Assert.Throws<TickException>(() => StepKey.CheckName(name)).ErrorId);

    [Fact]
    public void CheckName_AtTheLimit_Passes()
    {
        string longest = new('x', StepKey.MaxNameLength);
        Assert.Equal(longest, StepKey.CheckName(longest));
        Assert.Throws<TickException>(() => StepKey.CheckName(longest + "x"));
    }
}
