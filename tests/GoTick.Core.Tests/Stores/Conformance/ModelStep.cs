using GoTick.Core.Stores;

namespace GoTick.Core.Tests.Stores.Conformance;

/// <summary>
/// One call of a random sequence, in terms that still mean something when earlier calls are left out: items, workers and tokens are chosen when it
/// runs, from what the model knows then.
/// </summary>
public abstract record ModelStep
{
    private ModelStep()
    {
    }

    /// <summary>Create one of the few roots, in one of the few lines; sometimes only if a document is what it is, or (there being none) what it is not.</summary>
    public sealed record Create(int Item, int Nonce, int Events, int? Expects, ModelVerb Route, IReadOnlyList<ModelVerb> Verbs) : ModelStep;

    /// <summary>A commit by the holder; the offsets make the guard wrong.</summary>
    public sealed record Hold(int Item, int TokenOff, bool OtherOwner, int LengthOff, int Events, int Field, IReadOnlyList<ModelVerb> Verbs) : ModelStep;

    /// <summary>A commit by somebody else.</summary>
    public sealed record Visit(int Item, Place Place, bool IsRight, IReadOnlyList<ModelVerb> Verbs) : ModelStep;

    /// <summary>A commit by whoever made an item; the offsets make the guard wrong.</summary>
    public sealed record Build(int Item, bool OtherNonce, int LengthOff, int Events, bool IsLast) : ModelStep;

    /// <summary>The batch before once more.</summary>
    public sealed record Repeat : ModelStep;

    /// <summary><paramref name="Paused"/>: how many of the queues are paused.</summary>
    public sealed record Claim(int Worker, int Max, int Queues, bool SameSequence, int Paused) : ModelStep;

    /// <summary>Somebody leaves a limit, or asks for a permit, or both.</summary>
    public sealed record Permit(int Limit, int? Concurrency, int? EveryMilliseconds, IReadOnlyList<PermitLeave> Leave, PermitAsk? Ask, int Wake) : ModelStep;

    public sealed record ClaimItem(int Item, int Worker, bool Force) : ModelStep;

    public sealed record Renew(int Worker, int TokenOff) : ModelStep;

    public sealed record DeclareDead(int Worker) : ModelStep;

    public sealed record Advance(int Milliseconds) : ModelStep;

    public sealed record Blob(int Hash, bool Put) : ModelStep;

    public sealed record Write(int Name, int Expected, bool Delete, bool IsSetting) : ModelStep;

    /// <summary>All reads of one item and of the partition.</summary>
    public sealed record Read(int Item, int From) : ModelStep;
}
