using System.Management.Automation;
using GoTick.Host.Commands;

namespace GoTick.Host.Tests.Commands;

/// <summary>Values as people write them.</summary>
public sealed class GivenValueTests
{
    [Theory]
    [InlineData("42", 42L)]
    [InlineData("-9007199254740993", -9007199254740993L)]
    [InlineData("1.5", 1.5)]
    [InlineData("true", true)]
    [InlineData("\"a\"", "a")]
    [InlineData("a word", "a word")]
    [InlineData("null", null)]
    public void Of_AValue_IsWhatConvertFromJsonGives(string text, object? expected) => Assert.Equal(expected, GivenValue.Of(text));

    [Fact]
    public void Of_WholeNumbersWithinOthers_StayWhole()
    {
        var table = (PSObject)GivenValue.Of("{\"a\": [1, 2.5]}")!;

        Assert.Equal<object?[]>([1L, 2.5], (object?[])table.Properties["a"].Value);
    }
}
