using System.Collections;
using System.Collections.Specialized;
using System.Text.Json;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Remote;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests.Values;

/// <summary>JSON as values, and values as JSON.</summary>
public sealed class ValueJsonTests
{
    public static TheoryData<string, object?> Texts => new()
    {
        { "null", null },
        { "true", true },
        { "1", 1 },
        { "-2147483648", int.MinValue },
        { "2147483648", 2147483648L },
        { "9223372036854775808", 9223372036854775808m },
        { "1.5", 1.5 },
        { "1e3", 1000.0 },
        { "100000000000000000000000000000000", 1e32 },
        { "\"x\"", "x" },
        { "\"2026-01-31T00:00:00Z\"", "2026-01-31T00:00:00Z" },
        { "\"\\u00e4\\ud83d\\ude00\"", "ä😀" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Read_AScalar_IsTheSmallestTypeThatHoldsIt(string json, object? expected) => Assert.Equal(expected, Read(json));

    [Fact]
    public void Read_ObjectsAndArrays_KeepTheirOrder()
    {
        var table = Assert.IsType<OrderedDictionary>(Read("""{"b":[1,[2],{}],"a":{"X":null}}"""));

        Assert.Equal(["b", "a"], table.Keys.Cast<string>());
        object?[] items = Assert.IsType<object?[]>(table["B"]);
        Assert.Equal(1, items[0]);
        Assert.Equal([2], Assert.IsType<object?[]>(items[1]));
        Assert.True(((IDictionary)table["a"]!).Contains("x"));
    }

    [Theory]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("1e999")]
    public void Read_WhatCannotBeKept_IsTickArgumentInvalid(string json) =>
        Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => Read(json)).ErrorId);

    [Theory]
    [InlineData("""{"$clixml":"i42"}""", "i42")]
    [InlineData("42", "i42")]
    [InlineData("null", "n")]
    [InlineData("""{"$clixml":5}""", null)]
    [InlineData("""{"$clixml":"i42","more":1}""", null)]
    public void Payload_PlainOrStored_IsRead(string json, string? text)
    {
        Payload payload = JsonSerializer.Deserialize<Payload>(json, ApiJson.PlainOptions);

        Assert.Equal(text ?? payload.Text, payload.Text);
        Assert.Equal(text is null, payload.Text.StartsWith('o'));
    }

    [Theory]
    [InlineData("i42", "42")]
    [InlineData("n", "null")]
    [InlineData("zz", """{"$clixml":"zz"}""")]
    public void Payload_AsPlainJson_IsItsValueOrElseWhatIsStored(string text, string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(new Payload(text), ApiJson.PlainOptions));

    [Theory]
    [InlineData("1.0000001", 10_000_001)]
    [InlineData("0", 0)]
    [InlineData("-2.5", -25_000_000)]
    [InlineData("922337203684", 9_223_372_036_840_000_000)]
    public void Duration_InSeconds_KeepsEachTick(string json, long ticks)
    {
        Assert.Equal(TimeSpan.FromTicks(ticks), JsonSerializer.Deserialize<TimeSpan>(json, ApiJson.PlainOptions));
        Assert.Equal(decimal.Parse(json), decimal.Parse(JsonSerializer.Serialize(TimeSpan.FromTicks(ticks), ApiJson.PlainOptions)));
    }

    [Fact]
    public void Time_WithoutZone_IsUtc() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), JsonSerializer.Deserialize<DateTimeOffset>("\"2026-01-31\"", ApiJson.PlainOptions));

    private static object? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ValueJson.Read(document.RootElement);
    }
}
