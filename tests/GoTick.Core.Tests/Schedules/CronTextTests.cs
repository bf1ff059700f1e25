using Cronos;
using CsCheck;
using GoTick.Core.Errors;
using GoTick.Core.Schedules;
using Xunit;

namespace GoTick.Core.Tests.Schedules;

/// <summary>Cron expressions that are wrong, and where.</summary>
public sealed class CronTextTests
{
    [Theory]
    [InlineData("60 * * * *", "field 1 (minute), '60'")]
    [InlineData("* 24 * * *", "field 2 (hour), '24'")]
    [InlineData("* * 0 * *", "field 3 (day of month), '0'")]
    [InlineData("* * * 13 *", "field 4 (month), '13'")]
    [InlineData("* * * * MOO", "field 5 (day of week), 'MOO'")]
    [InlineData("61 * * * * *", "field 1 (second), '61'")]
    [InlineData("0 0 25 * * *", "field 3 (hour), '25'")]
    [InlineData("0 */x * * *", "field 2 (hour), '*/x'")]
    [InlineData("H * * * *", "field 1 (minute), 'H'")]
    [InlineData("0 0 * *", "4 fields")]
    [InlineData("0 0 0 0 * * *", "7 fields")]
    [InlineData("", "0 fields")]
    [InlineData("@dayly", "@daily")]
    public void Parse_Wrong_SaysWhichField(string text, string place)
    {
        TickException error = Assert.Throws<TickException>(() => CronText.Parse(text));

        Assert.Equal((TickErrorId.CronInvalid, TickErrorKind.InvalidInput, text), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 2 * * *")]
    [InlineData(" 0  2 * *\t* ")]
    [InlineData("0 0 2 * * *")]
    [InlineData("@daily")]
    [InlineData("@every_second")]
    [InlineData("0 9 * * MON-FRI")]
    [InlineData("0 0 L * *")]
    [InlineData("0 12 * * 5#2")]
    public void Parse_Right_IsWhatCronosReads(string text) =>
        Assert.Equal(CronExpression.Parse(text, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard), CronText.Parse(text));

    [Fact]
    public void Of_NoDateFits_IsRefused() =>
        Assert.Equal(
            TickErrorId.CronInvalid,
            Assert.Throws<TickException>(() => ScheduleTimes.Of(new ScheduleDefinition { Name = "s", Flow = "f", Cron = "0 0 30 2 *" })).ErrorId);

    [Fact]
    public void Parse_AnyText_IsReadOrRefusedWithTheId() => Gen.String[Gen.Char["0123456789*/,-LW#? @aMONxH"], 0, 30].Sample(text =>
    {
        try
        {
            CronText.Parse(text);
        }
        catch (TickException e)
        {
            Assert.Equal(TickErrorId.CronInvalid, e.ErrorId);
        }
    });
}
