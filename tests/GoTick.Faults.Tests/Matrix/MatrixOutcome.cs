using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Faults.Tests.Matrix;

/// <summary>What a run came to, as text.</summary>
internal static class MatrixOutcome
{
    public static async Task<string> OfAsync(TickClient client, ItemId run)
    {
        RunView view = await client.GetRunAsync(run);
        IReadOnlyList<byte[]> journal = await client.Store.ReadJournalAsync(run, 0, int.MaxValue);
        List<RunView> others = await client.ListRunsAsync().Where(r => r.Id != run).ToListAsync();
        IEnumerable<string> lines =
        [
            $"{view.Status} exit {view.ExitCode} errors {view.ErrorCount} output {view.Output.Text} error {view.Error?.ErrorId} {view.Error?.Message} line {view.Error?.Line}",
            .. JournalLines.Of(journal),
            .. journal.Select(JournalCodec.Decode).OfType<BranchesEnded>().SelectMany(e => e.Outcomes).OrderBy(o => o.Index).Select(InShort),
            .. others.Select(r => $"beside it {r.Flow} {r.Status}").Order(StringComparer.Ordinal),
        ];
        return string.Join("\n", lines);
    }

    private static string InShort(BranchOutcome branch) =>
        $"{branch.Key} attempts {branch.Attempts} steps {string.Join(",", branch.Steps.Select(s => s.Key + "/" + s.Attempts))}";
}
