using GoTick.Core.Decisions;
using GoTick.Core.Stores;

namespace GoTick.Core.Checks;

/// <summary>Logs and texts are held by exactly the runs that are there.</summary>
internal static class TextChecks
{
    public static IEnumerable<StoreFault> Check(StoreDump dump, KnownItems known)
    {
        foreach (string run in dump.Logs.Select(l => l.Run).Distinct().Where(r => known.Items.GetValueOrDefault(r)?.Header.BranchOf is not null || !known.Items.ContainsKey(r)).Select(r => r.Text))
        {
            yield return new StoreFault(StoreFaultCode.LogOrphan, run, "There is a log of it, but no such run.");
        }

        Dictionary<string, int> wanted = known.Runs
            .Select(h => h.Fields.GetValueOrDefault(HeaderFields.Version)).OfType<string>()
            .GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
        foreach ((string hash, int holders) in dump.Blobs)
        {
            wanted.Remove(hash, out int runs);
            if (holders != runs)
            {
                yield return new StoreFault(StoreFaultCode.TextHolders, hash, $"The text counts {holders} holders; {runs} runs have this version.");
            }
        }

        foreach ((string hash, int runs) in wanted)
        {
            yield return new StoreFault(StoreFaultCode.TextMissing, hash, $"The text of {runs} runs is missing.");
        }
    }
}
