using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Journal;

public sealed class JournalCodecTests
{
    private static readonly FailureDetails Error = new() { ErrorId = "E", Message = "m", Line = 3 };

    public static TheoryData<JournalEvent> Events =>
    [
        new RunStarted { Flow = "f", Version = "v", Queue = "q", Retention = TimeSpan.Zero },
        new BranchStarted { Key = "b[0]", Index = 0, Item = new Payload("i:1") },
        new ArgumentsBound { Arguments = new Payload("n:") },
        new StepCompleted { Key = StepKey.Of("s", 1), Kind = StepKind.Task },
        new StepCompleted { Key = StepKey.Of("s", 2), Kind = StepKind.Memo, Value = new Payload("s:<x>é"), Took = TimeSpan.FromMilliseconds(5), At = new StoreTime(7) },
        new StepAttemptFailed { Key = StepKey.Of("s", 1), Kind = StepKind.Task, Error = Error, RetryAt = new StoreTime(9), Attempt = 2 },
        new StepFailed { Key = StepKey.Of("s", 1), Kind = StepKind.Array, Error = Error },
        new SleepStarted { Key = StepKey.Of("sleep", 1), Due = new StoreTime(1) },
        new FanOutOpened { Key = StepKey.Of("wait", 1), Gate = "r~1", Count = 2, First = "a", Limit = 5 },
        new FanOutClosed { Gate = "r~1" },
        new StateSet { Key = StepKey.Of("n", 1), Value = new Payload("b:1") },
        new BranchAttemptFailed { Error = Error, RetryAt = new StoreTime(2) },
        new SignalWaitStarted { Key = StepKey.Of("go", 1), Due = new StoreTime(5) },
        new SignalWaitStarted { Key = StepKey.Of("go", 1) },
        new SignalReceived { Key = StepKey.Of("go", 2), Message = "id", Value = new Payload("i:1"), By = "eve" },
        new SignalTimedOut { Key = StepKey.Of("go", 3) },
        new ApprovalAsked { Key = StepKey.Of("a", 1), Ask = "hash", Message = "m", Data = new Payload("i:1"), Approvers = ["eve"], Due = new StoreTime(9), EscalateTo = ["bob"], EscalateAt = new StoreTime(8), Quorum = 2 },
        new ApprovalVoted { Key = StepKey.Of("a", 1), Message = "id", By = "eve", Comment = "c", Given = new StoreTime(4) },
        new ApprovalVoted { Key = StepKey.Of("a", 1), Message = "id", By = "eve", Approves = true, IsVerified = true },
        new ApprovalEscalated { Key = StepKey.Of("a", 1), Approvers = ["bob"] },
        new ApprovalDecided { Key = StepKey.Of("a", 1), Outcome = ApprovalOutcome.Approved },
        new ApprovalDecided { Key = StepKey.Of("a", 1), Outcome = ApprovalOutcome.Expired },
        new RunParked { Error = Error },
        new RunCompleted { Output = new Payload("i:1"), ErrorCount = 1 },
        new RunFailed { Error = Error, ExitCode = 3 },
        new RunCanceled { Reason = "why", By = "me" },
        new RunTimedOut { Timeout = TimeSpan.FromHours(1) },
        new RunResumed { By = "me", Reason = "why" },
        new CompensationRegistered { Key = StepKey.Of("u", 2), Block = new BlockReference { File = "f.ps1", Offset = 3, Length = 9 }, Retry = RetryPolicy.Default, Variables = new Payload("v") },
        new CallbackRegistered { Key = StepKey.Of("c:success", 1), On = RunStatus.Queued, Block = new BlockReference { Text = "{}" }, Retry = new RetryPolicy { MaxAttempts = 0 } },
        new RunEnding { Status = RunStatus.Failed, Error = Error, Output = new Payload("o"), ErrorCount = 1, ExitCode = 3, Reason = "why", By = "me" },
        new RunStarted { Flow = "f", Version = "v", Queue = "q", Scheduled = new StoreTime(5), Schedule = "s@schedule" },
        new ScheduleStarted { Definition = new ScheduleDefinition { Name = "s", Flow = "f", Cron = "@daily", MisfireWindow = TimeSpan.Zero } },
        new ScheduleStarted
        {
            Definition = new ScheduleDefinition
            {
                Name = "s", Flow = "f", Cron = "0 2 * * *", TimeZone = "Europe/Berlin", Arguments = new Payload("a"), Jitter = TimeSpan.FromSeconds(1), Start = DateTimeOffset.UnixEpoch,
                End = DateTimeOffset.MaxValue, Overlap = ScheduleOverlap.Cancel, Misfire = ScheduleMisfire.Skip, Queue = "q", Priority = 0, Tags = ["t"], IsFromFlow = true,
            },
            By = "me",
        },
    ];

    [Theory]
    [MemberData(nameof(Events))]
    public void Decode_WhatWasEncoded_GivesTheSameBytesAgain(JournalEvent value)
    {
        byte[] bytes = JournalCodec.Encode(value);

        JournalEvent read = JournalCodec.Decode(bytes);

        Assert.IsType(value.GetType(), read);
        Assert.Equal(bytes, JournalCodec.Encode(read));
        Assert.Equal(value.At, read.At);
    }

    [Theory]
    [InlineData("{\"k\":\"unheard-of\"}")]
    [InlineData("{}")]
    [InlineData("{\"t\":1}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{\"k\":\"run\",\"v\":2,\"flow\":\"f\",\"ver\":\"v\",\"queue\":\"q\"}")]
    public void Decode_DamagedOrNewer_IsUnreadable(string text)
    {
        var error = Assert.Throws<TickException>(() => JournalCodec.Decode(System.Text.Encoding.UTF8.GetBytes(text)));
        Assert.Equal(TickErrorId.JournalUnreadable, error.ErrorId);
    }

    [Fact]
    public void Decode_ZeroRetention_StaysZero() =>
        Assert.Equal(
            TimeSpan.Zero,
            ((RunStarted)JournalCodec.Decode(JournalCodec.Encode(new RunStarted { Flow = "f", Version = "v", Queue = "q", Retention = TimeSpan.Zero }))).Retention);
}
