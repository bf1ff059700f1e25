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
[JsonDerivedType(typeof(VoteGiven), "vote")]
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
        /// <summary>The message's id for an id that a sender chose: kept apart from those of other messages.</summary>
        public static string MessageId(string id) => "signal:" + id;

        /// <summary>The signal's name.</summary>
        [JsonPropertyName("n")]
        public required string Name { get; init; }

        /// <summary>The value; none when only the signal itself matters.</summary>
        [JsonPropertyName("val")]
        public Payload Value { get; init; }
    }

    /// <summary>Somebody approves or denies what was asked; <see cref="By"/> is who.</summary>
    public sealed record VoteGiven : RunMessage
    {
        /// <summary>What was asked: <see cref="ApprovalAsked.Ask"/> as the voter saw it.</summary>
        [JsonPropertyName("ask")]
        public required string Ask { get; init; }

        /// <summary>True = approved, false = denied.</summary>
        [JsonPropertyName("yes")]
        public bool Approves { get; init; }

        /// <summary>True when the name was verified by whoever took the vote.</summary>
        [JsonPropertyName("sure")]
        public bool IsVerified { get; init; }

        /// <summary>What was said about it; null = nothing.</summary>
        [JsonPropertyName("why")]
        public string? Comment { get; init; }

        /// <summary>When it was given (store clock).</summary>
        [JsonPropertyName("t")]
        public StoreTime Given { get; init; }

        /// <summary>Its id in the run's inbox: one vote a person, kept by the store itself.</summary>
        public static string MessageId(string ask, string person) => $"vote:{ask}:{person.ToLowerInvariant()}";
    }

    /// <summary>A child run has ended.</summary>
    public sealed record ChildEnded : RunMessage
    {
        /// <summary>Its id in its parent's inbox.</summary>
        public static string MessageId(ItemId child) => "child:" + child.Text;

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
