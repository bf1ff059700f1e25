using System.Text.Json.Serialization;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Journal;

/// <summary>
/// What others tell a run, by way of its inbox; the holder of its lease takes it into the journal. A wire format as <see cref="JournalEvent"/> is: additive only.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "k")]
[JsonDerivedType(typeof(CancelAsked), "cancel")]
[JsonDerivedType(typeof(SuspendAsked), "suspend")]
[JsonDerivedType(typeof(ResumeAsked), "resume")]
[JsonDerivedType(typeof(SignalSent), "signal")]
[JsonDerivedType(typeof(ChildEnded), "child")]
public abstract record RunMessage
{
    private RunMessage()
    {
    }

    /// <summary>Who sent it; null when nobody is known.</summary>
    [JsonPropertyName("by")]
    public string? By { get; init; }

    /// <summary>The run shall end: its compensations run, then it is <c>Canceled</c>.</summary>
    public sealed record CancelAsked : RunMessage
    {
        /// <summary>Its id in every inbox: a second wish to cancel changes nothing.</summary>
        public const string MessageId = "cancel";

        /// <summary>Why; null when nothing was said.</summary>
        [JsonPropertyName("why")]
        public string? Reason { get; init; }
    }

    /// <summary>The run shall stop at its next step boundary, until somebody resumes it.</summary>
    public sealed record SuspendAsked : RunMessage
    {
        /// <summary>What its ids begin with.</summary>
        public const string MessagePrefix = "suspend:";

        /// <summary>Why; null when nothing was said.</summary>
        [JsonPropertyName("why")]
        public string? Reason { get; init; }
    }

    /// <summary>A wish to suspend, which its holder may not have followed yet, is taken back.</summary>
    public sealed record ResumeAsked : RunMessage
    {
        /// <summary>What its ids begin with.</summary>
        public const string MessagePrefix = "resume:";

        /// <summary>Why; null when nothing was said.</summary>
        [JsonPropertyName("why")]
        public string? Reason { get; init; }

        /// <summary>Tells the holder of a leased item.</summary>
        internal static Batch PostTo(ItemId item, ResumeAsked message) => new()
        {
            Item = item,
            Guard = new Guard.In(Place.Leased),
            Verbs = [new Verb.Post(item, MessagePrefix + Guid.NewGuid().ToString("N"), JournalCodec.Encode(message))],
        };
    }

    /// <summary>A value from outside, kept until the flow waits for it.</summary>
    public sealed record SignalSent : RunMessage
    {
        /// <summary>The signal's name.</summary>
        [JsonPropertyName("n")]
        public required string Name { get; init; }

        /// <summary>The value; none when only the signal itself matters.</summary>
        [JsonPropertyName("val")]
        public Payload Value { get; init; }
    }

    /// <summary>A child run has ended.</summary>
    public sealed record ChildEnded : RunMessage
    {
        /// <summary>The child.</summary>
        [JsonPropertyName("run")]
        public required string Run { get; init; }

        /// <summary>How it ended.</summary>
        [JsonPropertyName("s")]
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public required RunStatus Status { get; init; }

        /// <summary>What it wrote.</summary>
        [JsonPropertyName("out")]
        public Payload Output { get; init; }

        /// <summary>Why it failed; null when it did not.</summary>
        [JsonPropertyName("err")]
        public FailureDetails? Error { get; init; }
    }
}
