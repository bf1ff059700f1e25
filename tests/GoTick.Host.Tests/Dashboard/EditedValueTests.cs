using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Host.Dashboard.Values;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>What comes of a recorded value that somebody edits as JSON.</summary>
public sealed class EditedValueTests
{
    public static TheoryData<object?, string, object?> Cases => new()
    {
        { 4711, "4712", 4712 },
        { 4711, "2.5", 2.5 },
        { 4711, "3000000000", 3_000_000_000L },
        { 4711L, "5", 5L },
        { 1.5, "2", 2.0 },
        { 1.5m, "2", 2m },
        { (byte)7, "8", (byte)8 },
        { (byte)7, "300", 300 },
        { "text", "\"42\"", "42" },
        { "text", "42", 42 },
        { "text", "just words", "just words" },
        { "text", "null", null },
        { true, "false", false },
        { null, "\"2026-01-31\"", "2026-01-31" },
        { new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), "\"2026-02-01T13:00:00Z\"", new DateTime(2026, 2, 1, 13, 0, 0, DateTimeKind.Utc) },
        { new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(2)), "\"2026-02-01T13:00:00+02:00\"", new DateTimeOffset(2026, 2, 1, 13, 0, 0, TimeSpan.FromHours(2)) },
        { TimeSpan.FromMinutes(1), "\"00:02:00\"", TimeSpan.FromMinutes(2) },
        { TimeSpan.FromMinutes(1), "\"soon\"", "soon" },
        { new Version(1, 2), "\"1.3\"", new Version(1, 3) },
        { Guid.Empty, "7f3d2b54-0f43-4d3a-9a3b-0d3c0c1f2e11", Guid.Parse("7f3d2b54-0f43-4d3a-9a3b-0d3c0c1f2e11") },
        { DayOfWeek.Monday, "\"Friday\"", DayOfWeek.Friday },
        { new byte[] { 1, 2 }, "\"AwQ=\"", new byte[] { 3, 4 } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_WhatFitsTheOldType_KeepsIt(object? recorded, string text, object? expected)
    {
        object? value = EditedValue.Read(text, recorded);

        Assert.Equal(expected, value);
        Assert.Equal(expected?.GetType(), value?.GetType());
    }

    [Fact]
    public void Read_InTables_KeepsTheTypesOfEachPlace()
    {
        var recorded = new Hashtable(StringComparer.OrdinalIgnoreCase) { ["when"] = new DateTime(2026, 1, 1), ["list"] = new object[] { 1L, "x" }, ["bag"] = Bag("n", 1.0) };

        var value = (Hashtable)EditedValue.Read("""{"WHEN": "2026-01-02T00:00:00", "list": [2, "y", 3], "bag": {"n": 2, "new": true}}""", recorded)!;

        Assert.Equal(new DateTime(2026, 1, 2), value["when"]);
        Assert.Equal([2L, "y", 3], (object[])value["list"]!);
        Assert.Equal((2.0, true), (((PSObject)value["bag"]!).Properties["n"].Value, ((PSObject)value["bag"]!).Properties["new"].Value));
        Assert.IsType<OrderedDictionary>(EditedValue.Read("{}", new OrderedDictionary()));
        Assert.IsType<PSObject>(EditedValue.Read("""{"a": 1}""", "text"));
    }

    [Theory]
    [InlineData("{\"a\": 1")]
    [InlineData("[1, 2")]
    [InlineData("\"open")]
    public void Read_WhatBeginsAsJsonAndIsNone_IsRefusedAndNoText(string text) =>
        Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => EditedValue.Read(text, null)).ErrorId);

    [Theory]
    [InlineData(null, "null", "null")]
    [InlineData("x", "\"x\"", "string")]
    [InlineData(true, "true", "bool")]
    [InlineData(3, "3", "Int32")]
    public void Text_AValue_IsItsJsonAndHasAType(object? value, string text, string type) => Assert.Equal((text, type), (EditedValue.Text(value), EditedValue.TypeOf(value)));

    private static PSObject Bag(string name, object value)
    {
        var bag = new PSObject();
        bag.Properties.Add(new PSNoteProperty(name, value));
        return bag;
    }
}
