using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>A verb of a random sequence; what it names is chosen when it runs.</summary>
public abstract record ModelVerb
{
    private ModelVerb()
    {
    }

    public sealed record Plain(Verb Verb) : ModelVerb;

    /// <summary>Sleep, having seen all messages or one fewer; the timer is relative to now.</summary>
    public sealed record Sleep(int Unseen, int? WakeIn, Band Band) : ModelVerb;

    public sealed record Post(int Target, int Message) : ModelVerb;

    /// <summary>A message to the batch's own item.</summary>
    public sealed record PostOwn(int Message) : ModelVerb;

    /// <summary>Replaces the journal; the offset makes the epoch wrong.</summary>
    public sealed record Replace(int EpochOff) : ModelVerb;

    /// <summary>Park until a time relative to now.</summary>
    public sealed record ParkUntil(int WakeIn) : ModelVerb;

    public sealed record Log(int Target, int Records) : ModelVerb;

    /// <summary>Makes one of a few more roots, or one that may exist.</summary>
    public sealed record Child(int Item, int Events, ModelVerb Route, IReadOnlyList<ModelVerb> Verbs) : ModelVerb;

    public sealed record Fill(int Inputs) : ModelVerb;

    /// <summary>Fills the gate if it has no inputs yet, and opens it.</summary>
    public sealed record Open(int Total, int Limit, int Need, bool Stops) : ModelVerb;

    public sealed record Pause(bool IsPaused) : ModelVerb;

    public sealed record Close : ModelVerb;

    /// <summary>Ends a branch; on a run it is nothing.</summary>
    public sealed record EndBranch(bool Failed) : ModelVerb;
}
