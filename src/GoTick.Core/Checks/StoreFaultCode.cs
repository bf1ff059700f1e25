namespace GoTick.Core.Checks;

/// <summary>The stable codes of what the checker finds. A code never changes its meaning.</summary>
public static class StoreFaultCode
{
    /// <summary>Nothing will ever wake the item.</summary>
    public const string Stuck = "Stuck";

    /// <summary>A hint (ready entry, timer, lease, expiry) that the header calls for is missing: what it stands for will not happen.</summary>
    public const string HintMissing = "HintMissing";

    /// <summary>A hint without a header that calls for it. Harmless, but it should not be there.</summary>
    public const string HintExtra = "HintExtra";

    /// <summary>The header says of itself what cannot be.</summary>
    public const string HeaderInvalid = "HeaderInvalid";

    /// <summary>The journal is shorter, longer or larger than the header says.</summary>
    public const string JournalLength = "JournalLength";

    /// <summary>An event cannot be read, or the first one is not what begins a run or branch.</summary>
    public const string JournalUnreadable = "JournalUnreadable";

    /// <summary>A branch whose wait is over or does not know of it.</summary>
    public const string BranchOrphan = "BranchOrphan";

    /// <summary>A wait for branches whose run is gone, has ended, or does not know of it.</summary>
    public const string GateOrphan = "GateOrphan";

    /// <summary>A run waits for branches, but there is no such wait.</summary>
    public const string GateMissing = "GateMissing";

    /// <summary>The counters of a wait do not fit its branches, inputs and outcomes.</summary>
    public const string GateCount = "GateCount";

    /// <summary>A run is missing in an index that it belongs to.</summary>
    public const string IndexMissing = "IndexMissing";

    /// <summary>An index names a run that is gone or does not belong to it.</summary>
    public const string IndexExtra = "IndexExtra";

    /// <summary>A permit of a limit whose run has ended or is gone, and that nobody gives back; or such a run in its line.</summary>
    public const string PermitLeaked = "PermitLeaked";

    /// <summary>A log of a run that is gone.</summary>
    public const string LogOrphan = "LogOrphan";

    /// <summary>A run's copy that was not finished (or is being made right now). It never runs, and goes away by itself.</summary>
    public const string CopyUnfinished = "CopyUnfinished";

    /// <summary>The text of a run's version is missing.</summary>
    public const string TextMissing = "TextMissing";

    /// <summary>A text is held by more or fewer than the runs that are there.</summary>
    public const string TextHolders = "TextHolders";
}
