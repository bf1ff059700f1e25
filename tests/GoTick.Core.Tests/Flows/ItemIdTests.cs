using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Tests.Flows;

public sealed class ItemIdTests
{
    [Theory]
    [InlineData("order-42")]
    [InlineData("A.b_c:9")]
    [InlineData("x")]
    public void ParseRoot_Allowed_IsKept(string text) => Assert.Equal(text, ItemId.ParseRoot(text).Text);

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a~1")]
    [InlineData("a@2026")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("{a}")]
    public void ParseRoot_NotAllowed_IsRefused(string text) =>
        Assert.Equal(TickErrorId.RunIdInvalid, Assert.Throws<TickException>(() => ItemId.ParseRoot(text)).ErrorId);

    [Fact]
    public void ParseRoot_Length_Is120AtMost()
    {
        Assert.Equal(120, ItemId.ParseRoot(new string('a', 120)).Text.Length);
        Assert.Throws<TickException>(() => ItemId.ParseRoot(new string('a', 121)));
    }

    [Theory]
    [InlineData("r", "r", "r", false)]
    [InlineData("r/1f", "r", "r/1f", false)]
    [InlineData("r~1.0", "r", "r", true)]
    [InlineData("r/1f~2.3~1.0", "r", "r/1f", true)]
    [InlineData("s@2026-01-01T00:00:00Z", "s", "s@2026-01-01T00:00:00Z", false)]
    public void Parts_OfAnId_AreTheRootAndTheRun(string text, string root, string run, bool isBranch)
    {
        ItemId id = ItemId.FromStored(text);
        Assert.Equal(root, id.Root.ToString());
        Assert.Equal(run, id.Run.Text);
        Assert.Equal(isBranch, id.IsBranch);
    }

    [Fact]
    public void New_LaterTime_SortsBehind()
    {
        DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.True(string.CompareOrdinal(ItemId.New(now).Text, ItemId.New(now.AddMilliseconds(1)).Text) < 0);
        Assert.Equal(ItemId.New(now).Text, ItemId.ParseRoot(ItemId.New(now).Text).Text, comparer: EqualityComparer<string>.Create((a, b) => a!.Length == b!.Length, _ => 0));
    }
}
