using GoTick.Core.Decisions;
using GoTick.Core.Errors;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Decisions;

public sealed class SignalDecisionsTests
{
    private static readonly StoreTime Now = new(1_000_000_000);
    private static readonly StepKey Key = StepKey.Of("go", 2);
    private static readonly RunMessage.SignalSent Sent = new() { Name = "go", Value = new Payload("v"), By = "eve" };

    [Fact]
    public void Send_ToARun_PostsUnderAnIdOfItsOwnSort()
    {
        Batch batch = SignalDecisions.Send(new SignalRequest { Run = ItemId.ParseRoot("run"), Name = "go", Value = new Payload("v"), By = "eve" }, "cancel");

        Assert.Equal(new Guard.In(Place.Ready, Place.Waiting, Place.Leased, Place.Parked), batch.Guard);
        Verb.Post post = Assert.IsType<Verb.Post>(Assert.Single(batch.Verbs));
        // A sender's id must not pass for one of the engine's own.
        Assert.Equal(("run", "signal:cancel"), (post.Target.Text, post.MessageId));
        Assert.Equal(Sent, JournalCodec.TryDecodeMessage(post.Message));
        Assert.Empty(batch.Events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData(null)]
    public void Send_AnIdThatCannotBe_IsRefused(string? id) => Assert.Equal(
        TickErrorId.ArgumentInvalid,
        Assert.Throws<TickException>(() => SignalDecisions.Send(new SignalRequest { Run = ItemId.ParseRoot("run"), Name = "go" }, id ?? new string('x', 201))).ErrorId);

    [Fact]
    public void Wait_WithATime_RecordsItAndSleepsUntilThen()
    {
        Decision decision = SignalDecisions.Wait(Key, "go", Now, 7, ["late"], Now);

        Assert.Equal(new SignalWaitStarted { At = Now, Key = Key, Due = Now }, Assert.Single(decision.Events));
        Assert.Equal(HeaderFields.Set(HeaderFields.Waits, "signal:go"), Assert.Single(decision.Fields));
        Assert.Equal(["late"], Assert.IsType<Verb.Take>(decision.Verbs[0]).MessageIds);
        Assert.Equal(new Verb.Sleep(7, Now, Band.Started), decision.Verbs[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Receive_AMessage_TakesItWithItsRepeats(bool hasWaited)
    {
        Decision decision = SignalDecisions.Receive(Key, "id", Sent, hasWaited, ["late"], Now);

        Assert.Equal(new SignalReceived { At = Now, Key = Key, Message = "id", Value = Sent.Value, By = "eve" }, Assert.Single(decision.Events));
        Assert.Equal(hasWaited ? [HeaderFields.Set(HeaderFields.Waits, null)] : [], decision.Fields);
        Assert.Equal(["id", "late"], Assert.IsType<Verb.Take>(Assert.Single(decision.Verbs)).MessageIds);
    }

    [Fact]
    public void WaitText_OfALongName_FitsAHeader()
    {
        string text = HeaderFields.WaitText(StepKind.Signal, new string('n', 200));

        Assert.Equal(60, text.Length);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }
}
