using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Journal;

public sealed class JournalReaderTests
{
    private static readonly FailureDetails Error = new() { ErrorId = "E", Message = "m" };
    private static readonly SourcePosition Line7 = new("flow.ps1", 7, 1);
    private static readonly SourcePosition Line9 = new("flow.ps1", 9, 1);

    [Fact]
    public void Reserve_UsesOfAName_AreNumberedInProgramOrderWhateverTheCase()
    {
        JournalReader reader = Reader();
        Assert.Equal(
            ["a", "b", "A#2", "a#3", "b#2"],
            new[] { "a", "b", "A", "a", "b" }.Select(n => reader.Reserve(n, StepKind.Task, Line7).Text));
    }

    [Theory]
    [InlineData(StepKind.Task, StepKind.Memo, "is a memo", "is a task at flow.ps1:7")]
    [InlineData(StepKind.FanOut, StepKind.Sleep, "is a sleep", "is a wait for branches at flow.ps1:7")]
    [InlineData(StepKind.Start, StepKind.Array, "is a array", "is a start of a run at flow.ps1:7")]
    public void Reserve_OneNameForTwoKinds_IsAConflictThatNamesBothPlaces(StepKind first, StepKind second, string now, string before)
    {
        JournalReader reader = Reader();
        reader.Reserve("x", first, Line7);
        var error = Assert.Throws<TickException>(() => reader.Reserve("X", second, Line9));
        Assert.Equal(TickErrorId.StepNameConflict, error.ErrorId);
        Assert.Contains("flow.ps1:9 " + now, error.Message, StringComparison.Ordinal);
        Assert.Contains(before, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NextOf_TheSameStep_IsHandedOutOnce()
    {
        JournalReader reader = Reader(Done("a"), Done("b"));
        Assert.IsType<StepCompleted>(reader.NextOf(Key("A"), StepKind.Memo, Line7));
        Assert.True(reader.HasMore);
        Assert.IsType<StepCompleted>(reader.NextOf(Key("b"), StepKind.Memo, Line7));
        Assert.False(reader.HasMore);
        Assert.Null(reader.NextOf(Key("c"), StepKind.Memo, Line7));
        reader.CheckEnd();
    }

    [Theory]
    [InlineData("b", StepKind.Memo, "memo 'b'", "memo 'a'")]
    [InlineData("a", StepKind.Task, "task 'a'", "memo 'a'")]
    [InlineData("a#2", StepKind.Memo, "memo 'a#2'", "memo 'a'")]
    public void NextOf_AnotherStep_NamesFoundExpectedAndLine(string key, StepKind kind, string found, string expected)
    {
        var error = Assert.Throws<TickException>(() => Reader(Done("a")).NextOf(Key(key), kind, Line7));
        Assert.Equal(TickErrorId.NonDeterminism, error.ErrorId);
        Assert.Contains("flow.ps1:7", error.Message, StringComparison.Ordinal);
        Assert.Contains($"the script came to {found}, but the journal expects {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckEnd_RecordedStepsLeft_NamesTheFirst()
    {
        JournalReader reader = Reader(Done("a"), Done("b"));
        reader.NextOf(Key("a"), StepKind.Memo, Line7);
        var error = Assert.Throws<TickException>(reader.CheckEnd);
        Assert.Equal(TickErrorId.NonDeterminism, error.ErrorId);
        Assert.Contains("memo 'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Peek_FailureThatEndedABranchsAttempt_IsDropped()
    {
        JournalReader reader = Reader(Done("a"), Failed("b"), Again(1, 100));
        reader.NextOf(Key("a"), StepKind.Memo, Line7);
        Assert.Equal(1, reader.BranchAttempt);
        Assert.Null(reader.NextOf(Key("b"), StepKind.Memo, Line7));
        Assert.Equal(2, reader.BranchAttempt);
        Assert.Equal(new StoreTime(100), reader.BranchRetryAt);
    }

    [Fact]
    public void Peek_FailureThatTheBranchCaught_IsKept()
    {
        JournalReader reader = Reader(Failed("a"), Done("b"), Again(1, 100), Done("c"));
        Assert.IsType<StepFailed>(reader.NextOf(Key("a"), StepKind.Memo, Line7));
        Assert.IsType<StepCompleted>(reader.NextOf(Key("b"), StepKind.Memo, Line7));
        Assert.IsType<StepCompleted>(reader.NextOf(Key("c"), StepKind.Memo, Line7));
        Assert.Equal(2, reader.BranchAttempt);
    }

    [Fact]
    public void Peek_SeveralAttempts_EachDropsItsOwnLastFailure()
    {
        JournalReader reader = Reader(Failed("a"), Again(1, 10), Failed("a"), Again(2, 20), Done("a"));
        Assert.IsType<StepCompleted>(reader.NextOf(Key("a"), StepKind.Memo, Line7));
        Assert.Equal(3, reader.BranchAttempt);
    }

    [Fact]
    public void Peek_RunThatWasSuspendedAndResumed_GoesOnBehindIt() =>
        Assert.IsType<StepCompleted>(Reader(new RunParked { Error = Error }, Done("a")).NextOf(Key("a"), StepKind.Memo, Line7));

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_063)]
    [InlineData(10_000)]
    public void Read_LongJournal_FetchesEachPageOnce(int length)
    {
        byte[][] all = [.. Enumerable.Range(0, length).Select(i => JournalCodec.Encode(Done($"s{i}")))];
        List<int> fetches = [];
        var reader = new JournalReader(all[..64], length, from =>
        {
            fetches.Add(from);
            return all[from..Math.Min(length, from + StoreLimits.JournalPage)];
        });

        for (int i = 0; i < length; i++)
        {
            Assert.NotNull(reader.NextOf(Key($"s{i}"), StepKind.Memo, Line7));
        }

        reader.CheckEnd();
        Assert.Equal(Enumerable.Range(0, (length - 64 + 999) / 1_000).Select(p => 64 + (p * 1_000)), fetches);
    }

    [Fact]
    public void Read_FailureAtThePagesEnd_LooksIntoTheNextPage()
    {
        byte[][] all = [JournalCodec.Encode(Failed("a")), JournalCodec.Encode(Again(1, 5)), JournalCodec.Encode(Done("a"))];
        var reader = new JournalReader(all[..1], 3, from => all[from..(from + 1)]);
        Assert.IsType<StepCompleted>(reader.NextOf(Key("a"), StepKind.Memo, Line7));
    }

    [Fact]
    public void Read_EventsWrittenAfterTheClaim_AreNotRead()
    {
        var reader = new JournalReader([JournalCodec.Encode(Done("a")), JournalCodec.Encode(Done("b"))], 1, _ => []);
        reader.NextOf(Key("a"), StepKind.Memo, Line7);
        Assert.False(reader.HasMore);
    }

    [Fact]
    public void Read_ShorterThanItShouldBe_IsUnreadableAndNotTakenForTheEnd()
    {
        var error = Assert.Throws<TickException>(() => new JournalReader([], 3, _ => []).HasMore);
        Assert.Equal(TickErrorId.JournalUnreadable, error.ErrorId);
    }

    [Fact]
    public void LastTime_OfEventsOutOfOrder_NeverGoesBack()
    {
        JournalReader reader = Reader(Done("a") with { At = new StoreTime(50) }, Done("b") with { At = new StoreTime(40) });
        reader.NextOf(Key("a"), StepKind.Memo, Line7);
        reader.NextOf(Key("b"), StepKind.Memo, Line7);
        Assert.Equal(new StoreTime(50), reader.LastTime);
    }

    private static JournalReader Reader(params JournalEvent[] events) =>
        new([.. events.Select(JournalCodec.Encode)], events.Length, _ => throw new InvalidOperationException("There is no further page."));

    private static StepKey Key(string text) => StepKey.FromStored(text);

    private static StepCompleted Done(string key) => new() { Key = Key(key), Kind = StepKind.Memo };

    private static StepFailed Failed(string key) => new() { Key = Key(key), Kind = StepKind.Memo, Error = Error };

    private static BranchAttemptFailed Again(int attempt, long due) => new() { Attempt = attempt, Error = Error, RetryAt = new StoreTime(due) };
}
