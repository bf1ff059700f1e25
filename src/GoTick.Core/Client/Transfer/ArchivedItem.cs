using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Stores;

namespace GoTick.Core.Client.Transfer;

/// <summary>A run, or a branch that lives, as it was when it was exported.</summary>
internal sealed class ArchivedItem
{
    public required string Id { get; init; }

    public required Place Place { get; init; }

    public required StoreTime Created { get; init; }

    public StoreTime? FirstClaimed { get; init; }

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public List<byte[]> Events { get; } = [];

    /// <summary>What was sent to it and not yet taken.</summary>
    public List<(string Id, byte[] Body)> Messages { get; } = [];

    /// <summary>The log of a run.</summary>
    public List<byte[]> Log { get; } = [];

    /// <summary>The name of a run's text.</summary>
    public string Version => ((RunStarted)JournalCodec.Decode(Events[0])).Version;

    /// <summary>The child that it waits for, and that has not told its end; null when there is none.</summary>
    public ItemId? AwaitedChild => Place != Place.Ended && Fields.TryGetValue(HeaderFields.Child, out string? child) && ItemId.FromStored(child) is var id
        && Messages.All(m => m.Id != RunMessage.ChildEnded.MessageId(id)) ? id : null;

    /// <summary>The gate of the wait that it is in; null when it is in none.</summary>
    public string? Gate { get; init; }

    /// <summary>What the branches of that wait gave that have ended.</summary>
    public List<byte[]> Outcomes { get; } = [];

    /// <summary>The branches of that wait that live.</summary>
    public List<ArchivedItem> Branches { get; } = [];

    /// <summary>
    /// The whole journal as another store begins with: behind its own events what its gate held, for the gate itself stays behind.
    /// </summary>
    public IEnumerable<JournalEvent> Journal(StoreTime now)
    {
        foreach (byte[] bytes in Events)
        {
            yield return JournalCodec.Decode(bytes);
        }

        if (Gate is null)
        {
            yield break;
        }

        foreach (IReadOnlyList<BranchOutcome> portion in Portions(Outcomes))
        {
            yield return new BranchesEnded { At = now, Gate = Gate, Outcomes = portion };
        }

        yield return new BranchesCarried { At = now, Gate = Gate, Branches = [.. Branches.Select(b => Carried(b, now))] };
    }

    private static CarriedBranch Carried(ArchivedItem branch, StoreTime now)
    {
        JournalEvent[] events = [.. branch.Journal(now)];
        var first = (BranchStarted)events[0];
        return new CarriedBranch { Index = first.Index, Events = [.. first.Before ?? [], .. events.Skip(1)] };
    }

    // As large as a worker makes them when it takes outcomes over.
    private static IEnumerable<IReadOnlyList<BranchOutcome>> Portions(IEnumerable<byte[]> outcomes)
    {
        const int most = 32 * 1024;
        List<BranchOutcome> portion = [];
        int bytes = 0;
        foreach (byte[] outcome in outcomes)
        {
            if (portion.Count > 0 && bytes + outcome.Length > most)
            {
                yield return portion;
                portion = [];
                bytes = 0;
            }

            portion.Add(JournalCodec.DecodeOutcome(outcome));
            bytes += outcome.Length;
        }

        if (portion.Count > 0)
        {
            yield return portion;
        }
    }
}
