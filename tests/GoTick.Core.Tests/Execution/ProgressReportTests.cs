using System.Text;
using GoTick.Core.Execution;

namespace GoTick.Core.Tests.Execution;

public sealed class ProgressReportTests
{
    [Theory]
    [InlineData(45, "copying", "file 4 of 9", "45 %  copying: file 4 of 9")]
    [InlineData(0, null, null, "0 %")]
    [InlineData(-1, "copying", null, "copying")]
    [InlineData(-1, null, "file 4", "file 4")]
    public void Header_OfAReport_GivesItBack(int percent, string? activity, string? status, string text)
    {
        var report = new ProgressReport(percent, activity, status);
        Assert.Equal(report, ProgressReport.FromHeader(report.ToHeader()));
        Assert.Equal(text, report.ToString());
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("äöü", "日本語")]
    public void Header_OfLongTexts_StaysCompactAndKeepsSomethingOfBoth(string a, string b)
    {
        string header = new ProgressReport(100, string.Concat(Enumerable.Repeat(a, 100)), string.Concat(Enumerable.Repeat(b, 100)) + "\n\u001f").ToHeader();

        Assert.InRange(Encoding.UTF8.GetByteCount(header), 40, 60);
        ProgressReport read = ProgressReport.FromHeader(header)!;
        Assert.StartsWith(a, read.Activity, StringComparison.Ordinal);
        Assert.StartsWith(b[..1], read.Status, StringComparison.Ordinal);
        Assert.Equal(header, read.ToHeader());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("45")]
    [InlineData("x\u001fa\u001fb")]
    public void Header_OfAnotherForm_IsNone(string? text) => Assert.Null(ProgressReport.FromHeader(text));
}
