using GoTick.Core.Errors;
using GoTick.Core.Limits;

namespace GoTick.Core.Tests.Limits;

public sealed class LimitNameTests
{
    [Theory]
    [InlineData("deploy", LimitKind.Flow, "deploy")]
    [InlineData("Flow:Demo/Deploy", LimitKind.Flow, "demo/deploy")]
    [InlineData("KEY:Web01", LimitKind.Key, "web01")]
    [InlineData("key:a:b", LimitKind.Key, "a:b")]
    [InlineData("step:send mail", LimitKind.Step, "send mail")]
    [InlineData("other:deploy", LimitKind.Flow, "other:deploy")]
    public void Parse_AName_SaysWhatItCounts(string text, LimitKind kind, string name)
    {
        var limit = LimitName.Parse(text);

        Assert.Equal((kind, name), (limit.Kind, limit.Name));
        Assert.Equal(limit, LimitName.Parse(limit.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("key:")]
    [InlineData("step: ")]
    [InlineData("a\tb")]
    public void Parse_NoName_IsRefused(string text) =>
        Assert.Equal(TickErrorId.LimitInvalid, Assert.Throws<TickException>(() => LimitName.Parse(text)).ErrorId);

    [Fact]
    public void Parse_TooLong_IsRefused() =>
        Assert.Equal(TickErrorId.LimitInvalid, Assert.Throws<TickException>(() => LimitName.Parse("key:" + new string('x', 201))).ErrorId);

    public static TheoryData<int?, int?> BadSpecs => new() { { null, null }, { 0, null }, { -1, null }, { null, 0 }, { null, -5 }, { null, 1_000_001 }, { 0, 5 } };

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public void Checked_WhatAllowsNothingOrAll_IsRefused(int? concurrency, int? rate)
    {
        var spec = new LimitSpec { Concurrency = concurrency, Rate = rate is { } count ? new LimitRate(count, LimitUnit.Minute) : null };

        Assert.Equal(TickErrorId.LimitInvalid, Assert.Throws<TickException>(() => spec.Checked(LimitName.Parse("a"))).ErrorId);
    }

    [Theory]
    [InlineData(10, LimitUnit.Minute, 60_000_000)]
    [InlineData(7, LimitUnit.Second, 1_428_572)]
    [InlineData(1, LimitUnit.Hour, 36_000_000_000)]
    public void Every_OfARate_IsNeverTooShort(int count, LimitUnit unit, long ticks) => Assert.Equal(TimeSpan.FromTicks(ticks), new LimitRate(count, unit).Every);
}
