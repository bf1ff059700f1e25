using GoTick.Core.Decisions;
using GoTick.Core.Execution;
using GoTick.Core.Flows;
using GoTick.Core.Stores;

namespace GoTick.Core.Workers;

internal sealed partial class Activation
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);

    private Shown _shown;
    private volatile string? _stepNow;
    private volatile ProgressReport? _progress;
    private volatile ProgressReport? _stepProgress;
    private long _shownAt;

    /// <inheritdoc/>
    public void ShowProgress(ProgressReport? progress) => _progress = progress;

    /// <inheritdoc/>
    public void ShowStepProgress(ProgressReport? progress) => _stepProgress = progress;

    /// <summary>
    /// Shows from time to time, beside the critical path, what a long step does and how far it is. Fenced like every write; it writes no events.
    /// </summary>
    internal async Task ShowAsync()
    {
        byte[][] records = [];
        Shown before = default;
        await _item.TryCommitAsync(
            () =>
            {
                records = TakeLog(PerCommit);
                before = _shown;
                List<KeyValuePair<string, string?>> fields = Show(new Shown(Short(_stepNow), _stepProgress?.ToHeader(), _progress?.ToHeader()));
                return records.Length == 0 && fields.Count == 0
                    ? null
                    : new Decision { Fields = fields, Verbs = records.Length == 0 ? [] : [new Verb.Log(Run.Id, records)] };
            },
            () =>
            {
                PutBack(records);
                _shown = before;
            });
    }

    private static string? Short(string? step) => step is { Length: > 60 } ? step[..59] + "…" : step;

    private void ShowStep(StepKey? key)
    {
        _stepNow = key?.Text;
        _stepProgress = null;
    }

    /// <summary>
    /// A commit by the flow takes away what is shown of a step, and brings the run's progress along: always with the lease, else when it is time. A loop of
    /// short steps is never in a teller's reach.
    /// </summary>
    private Decision WithShown(Decision decision)
    {
        bool isTime = _progress is not null
            && (decision.Verbs.Any(v => v is Verb.Sleep or Verb.Ready or Verb.Park or Verb.End) || _services.Time.GetElapsedTime(_shownAt) >= ShowEvery);
        List<KeyValuePair<string, string?>> fields = Show(new Shown(null, null, isTime ? _progress?.ToHeader() : _shown.Progress));
        return fields.Count == 0 ? decision : decision with { Fields = [.. decision.Fields.Where(f => !fields.Exists(s => s.Key == f.Key)), .. fields] };
    }

    /// <summary>The fields that differ from what is shown. Called by who may write only.</summary>
    private List<KeyValuePair<string, string?>> Show(Shown now)
    {
        if (now == _shown)
        {
            return [];
        }

        List<KeyValuePair<string, string?>> changed = [];
        Compare(HeaderFields.Step, _shown.Step, now.Step);
        Compare(HeaderFields.StepProgress, _shown.StepProgress, now.StepProgress);
        Compare(HeaderFields.Progress, _shown.Progress, now.Progress);
        _shown = now;
        _shownAt = _services.Time.GetTimestamp();
        return changed;

        void Compare(string field, string? before, string? after)
        {
            if (before != after)
            {
                changed.Add(HeaderFields.Set(field, after));
            }
        }
    }

    /// <summary>What the header shows, in its own words.</summary>
    private readonly record struct Shown(string? Step, string? StepProgress, string? Progress)
    {
        public static Shown Of(ItemHeader header) => new(
            header.Fields.GetValueOrDefault(HeaderFields.Step),
            header.Fields.GetValueOrDefault(HeaderFields.StepProgress),
            header.Fields.GetValueOrDefault(HeaderFields.Progress));
    }
}
