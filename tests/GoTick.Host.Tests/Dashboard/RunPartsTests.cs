using GoTick.Core.Client;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;
using GoTick.Host.Dashboard.Flows;
using GoTick.Host.Dashboard.Runs.One;
using GoTick.Host.Dashboard.Shared;

namespace GoTick.Host.Tests.Dashboard;

/// <summary>What the parts of a run's and a flow's page are made of.</summary>
public sealed class RunPartsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timeline_ABlockAndAWait_StandWhereTheyHappened()
    {
        StepView work = new() { Key = "work", Kind = StepKind.Task, Status = "Completed", Time = Noon, Took = TimeSpan.FromSeconds(3) };
        StepView sleep = new() { Key = "nap", Kind = StepKind.Sleep, Status = "Waiting", Time = Noon, Took = TimeSpan.FromHours(1), Due = Noon.AddHours(1) };

        List<TimelineRow> rows = TimelineRow.Of(StepRow.Of([work, sleep], _ => true), Noon.AddSeconds(10));

        Assert.Equal((Noon.AddSeconds(-3), Noon), (rows[0].From, rows[0].To));
        Assert.Equal((Noon, Noon.AddSeconds(10)), (rows[1].From, rows[1].To));
        Assert.Equal(["task", "wait"], rows.Select(r => r.Tone));
    }

    [Fact]
    public void Rows_AWaitThatIsClosed_HidesItsBranches()
    {
        StepView inner = new() { Key = "inner", Kind = StepKind.Task, Status = "Completed", Time = Noon };
        BranchView branch = new() { Key = "b[0]", Index = 0, Status = "Completed", Steps = [inner] };
        StepView wait = new() { Key = "wait", Kind = StepKind.FanOut, Status = "Completed", Time = Noon, FanOut = new FanOutView { Gate = "g", First = "b[0]", Total = 1, Branches = [branch] } };

        Assert.Equal(["wait"], StepRow.Of([wait], _ => false).Select(r => r.Key));
        Assert.Equal([0, 1, 2], StepRow.Of([wait], _ => true).Select(r => r.Depth));
    }

    [Fact]
    public void Journal_AFailedAttempt_TellsItsStepAndError()
    {
        JournalRow row = JournalRow.Of(7, new StepAttemptFailed
        {
            Key = StepKey.Of("send", 1),
            Kind = StepKind.Task,
            Attempt = 2,
            Error = new FailureDetails { ErrorId = "X", Message = "no" },
            At = StoreTime.From(Noon),
        });

        Assert.Equal((7, "StepAttemptFailed", "send", Noon), (row.Number, row.Event, row.Subject, row.At));
        Assert.Equal("X", row.Error?.ErrorId);
    }

    [Fact]
    public void Difference_TwoVersions_ShowsWhatChangedAndLeavesTheRestOut()
    {
        string[] lines = [.. Enumerable.Range(1, 40).Select(i => $"line {i}")];
        FlowVersion old = VersionOf(string.Join('\n', lines));
        FlowVersion next = VersionOf(string.Join('\n', lines.Select(l => l == "line 20" ? "LINE 20" : l)));

        FileDifference file = Assert.Single(FileDifference.Of(old, next, isWhole: false));

        Assert.Equal((1, 1), (file.Added, file.Removed));
        Assert.Equal(40 - 7, file.Lines.Sum(l => l.Skipped));
        Assert.Equal(20, file.Lines.Single(l => l.Tone == "added").Number);
        Assert.Empty(FileDifference.Of(old, old, isWhole: false));
        Assert.DoesNotContain(FileDifference.Of(old, next, isWhole: true)[0].Lines, l => l.Skipped > 0);
    }

    [Fact]
    public void Difference_AWordOfALine_IsMarkedInBothAndTheLinesStandSideBySide()
    {
        FileDifference file = Assert.Single(FileDifference.Of(VersionOf("one\nthe red house\nthree"), VersionOf("one\nthe blue house\ntwo and a half\nthree"), isWhole: true));

        Assert.Equal([(1, 1), (2, 2), (null, 3), (3, 4)], file.Rows.Select(r => (r.Old?.Number, r.New?.Number)));
        Assert.Equal(["red"], file.Rows[1].Old!.Words.Where(w => w.IsChanged).Select(w => w.Text));
        Assert.Equal(["blue"], file.Rows[1].New!.Words.Where(w => w.IsChanged).Select(w => w.Text));
        Assert.Equal(["one", "the red house", "the blue house", "two and a half", "three"], file.Lines.Select(l => l.Line!.Text));
        Assert.Equal(["", "removed", "added", "added", ""], file.Lines.Select(l => l.Tone));
    }

    [Theory]
    [InlineData("  indented", "    indented", 1)] // in a here-string it is another value
    [InlineData("Get-Item", "get-item", 1)]
    [InlineData("$a = 1", "Remove-Everything -Force", 1)]
    [InlineData("same", "same", 0)]
    public void Difference_AnyOtherText_IsToldAndLinesWithNothingInCommonHaveNoMarks(string old, string next, int count)
    {
        IReadOnlyList<FileDifference> files = FileDifference.Of(VersionOf($"first\n{old}\nlast"), VersionOf($"first\n{next}\nlast"), isWhole: false);

        Assert.Equal(count, files.Sum(f => f.Added));
        Assert.Equal(count, files.Sum(f => f.Removed));
        Assert.DoesNotContain(files.SelectMany(f => f.Rows), r => next.StartsWith("Remove", StringComparison.Ordinal) && r.New!.Words.Any(w => w.IsChanged));
    }

    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "link")]
    [InlineData("a\tb\nc\u0000\u0008", "a\tb\nc")]
    [InlineData("<b>", "<b>")]
    [InlineData(null, "")]
    public void PlainText_WhatOnlyATerminalUnderstands_IsLeftOut(string? text, string expected) => Assert.Equal(expected, PlainText.Of(text));

    [Fact]
    public void Preview_AnExpression_GivesItsTimesInItsZone()
    {
        var schedule = new ScheduleDefinition { Name = "x", Flow = "x", Cron = "0 9 * * *", TimeZone = "Europe/Berlin" };

        Assert.Equal([Noon.AddHours(20), Noon.AddHours(44)], SchedulePreview.Times(schedule, Noon, 2));
        Assert.Equal(9, SchedulePreview.Times(schedule, Noon, 1)[0].Hour);
        Assert.Equal("TickCronInvalid", Assert.Throws<TickException>(() => SchedulePreview.Times(schedule with { Cron = "0 25 * * *" }, Noon, 1)).ErrorId);
    }

    private static FlowVersion VersionOf(string text) => FlowVersion.Of(new FlowFile("flow.ps1", text), []);
}
