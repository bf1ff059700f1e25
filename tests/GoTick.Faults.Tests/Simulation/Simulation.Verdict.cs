using System.Globalization;
using GoTick.Core.Decisions;
using GoTick.Core.Flows;
using GoTick.Core.Journal;
using GoTick.Core.Schedules;
using GoTick.Core.Stores;

namespace GoTick.Faults.Tests.Simulation;

internal sealed partial class Simulation
{
    private bool AreAllOver() => _runs.All(_rules.IsKnown) && _rules.Living.Count == 0 && IsScheduleOver() && AreLimitsFree();

    private bool IsScheduleOver() => _plan.Schedule is null
        || (_rules.Header(SimSchedule.Item) is { Place: Place.Parked } header && ScheduleState.Of(header) is { Next: null, Pending: null, Backlog.Count: 0 });

    /// <summary>What a run leaves when its worker dies at its end, others give back within half a minute.</summary>
    private bool AreLimitsFree() =>
        _plan.Limit is null || Now(_memory.ReadLimitsAsync(0, "", 10).AsTask()).All(l => l is { Holders: 0, Waiting: 0 });

    /// <summary>All runs, and those only that should be, have come to what the model says; nothing is left behind.</summary>
    private void Judge()
    {
        ItemHeader[] runs = [.. Now(_memory.DumpAsync(0).AsTask()).Items.Select(i => i.Header).Where(h => h.BranchOf is null && !h.Id.IsSchedule)];
        Dictionary<ItemId, RunStarted> starts = runs.ToDictionary(h => h.Id, h => (RunStarted)JournalCodec.Decode(JournalOf(h.Id)[0]));
        foreach (ItemHeader run in runs.Where(h => h.Place is Place.Ended or Place.Parked)) // the others are told already
        {
            SimModel model = SimModel.Of(FlowOf(starts[run.Id]), _flows);
            bool isCutOff = Compare(run, model, starts);
            int[] children = [.. starts.Values.Where(s => s.Parent is { } p && ItemId.FromStored(p).Run == run.Id).Select(s => FlowOf(s).Number).Order()];
            _rules.Check(
                isCutOff ? children.All(model.Children.Contains) : children.SequenceEqual(model.Children.Order()),
                $"{run.Id} has children of the flows {string.Join(", ", children)} instead of {string.Join(", ", model.Children)}.");
        }

        string[] occurrences = [.. starts.Keys.Where(id => id.Text.Contains('@', StringComparison.Ordinal)).Select(id => id.Text).Order(StringComparer.Ordinal)];
        if (_plan.Schedule is { } schedule)
        {
            _faults.AddRange(schedule.Faults(Now(_client.GetScheduleAsync(SimSchedule.Name)), occurrences));
        }

        string[] strangers = [.. starts.Where(s => s.Value.Parent is null && !_runs.Contains(s.Key)).Select(s => s.Key.Text).Except(occurrences)];
        _rules.Check(strangers.Length == 0, $"Nobody has started {string.Join(", ", strangers)}.");
        _faults.AddRange(Now(_client.CheckAsync()).Select(f => $"In the end: {f}"));
    }

    /// <summary>True when the run was cut off, as it may be.</summary>
    private bool Compare(ItemHeader run, SimModel model, Dictionary<ItemId, RunStarted> starts)
    {
        IReadOnlyList<byte[]> journal = JournalOf(run.Id);
        string[] lines = [.. JournalLines.Of(journal)];
        string outcome = JournalCodec.Decode(journal[^1]) switch
        {
            RunCompleted completed => $"{HeaderFields.Status(run)} output {completed.Output.Text}",
            RunFailed failed => $"{HeaderFields.Status(run)} error {failed.Error.ErrorId}",
            RunParked parked => $"parked with {parked.Error.ErrorId}: {parked.Error.Message}",
            RunCanceled => $"{RunStatus.Canceled}",
            var odd => odd.ToString(),
        };
        string[] done = [.. lines.SkipLast(1).Where(l => l != nameof(RunEnding))];
        bool isCutOff = outcome == $"{RunStatus.Canceled}" && MayBeCutOff(run.Id, starts) && done.SequenceEqual(model.Journal.Take(done.Length));
        string found = string.Join("\n", [outcome, .. lines]);
        _rules.Check(isCutOff || found == model.Text, $"{run.Id} came to\n{found}\ninstead of\n{model.Text}");
        return isCutOff;
    }

    /// <summary>Somebody wanted it, its parent was, or the next run of its schedule came.</summary>
    private bool MayBeCutOff(ItemId run, Dictionary<ItemId, RunStarted> starts) => _cancelled.Contains(run)
        || (starts[run].Parent is { } parent && !_rules.IsDetached(run) && MayBeCutOff(ItemId.FromStored(parent).Run, starts))
        || (_plan.Schedule?.Overlap == ScheduleOverlap.Cancel && run.Text.Contains('@', StringComparison.Ordinal)
            && starts.Keys.Any(other => other.Text.Contains('@', StringComparison.Ordinal) && string.CompareOrdinal(other.Text, run.Text) > 0));

    private SimFlow FlowOf(RunStarted run) => _flows[int.Parse(run.Arguments.Text, CultureInfo.InvariantCulture)];

    private IReadOnlyList<byte[]> JournalOf(ItemId run) => Now(_memory.ReadJournalAsync(run, 0, int.MaxValue).AsTask());
}
