using GoTick.Core.Client;
using GoTick.Core.Flows;
using GoTick.Core.Journal;

namespace GoTick.Host.Api.Events;

/// <summary>A followed run at one moment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Json">As it is told.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Place">What whoever knows this has heard of.</param>
internal sealed record RunMoment(RunView Run, byte[] Json, IReadOnlyList<StepMoment> Steps, EventPlace Place)
{
    /// <summary>True when the run has ended. One that is suspended may go on.</summary>
    public bool IsOver => Run.Status.IsTerminal();

    /// <summary>The moment that one more look shows.</summary>
    /// <param name="before">The one before; null = it is the first.</param>
    /// <param name="news">What the look brought.</param>
    public static RunMoment Of(RunMoment? before, RunNews news)
    {
        bool isSameJournal = before is not null && before.Place.Epoch == news.Run.Continued;
        int known = isSameJournal ? before!.Place.Events : 0;
        IReadOnlyList<StepMoment> old = isSameJournal ? before!.Steps : [];
        long log = news.RecordNumbers.Count > 0 ? news.RecordNumbers[^1] : before?.Place.Log ?? 0;
        Dictionary<string, int> touched = TouchedBy(news, known);
        StepMoment[] steps = [.. news.Steps.Select((s, i) => Of(i < old.Count ? old[i] : null, i, s, ChangedAt(s, i)))];
        return new RunMoment(news.Run, EventFrame.JsonOf(news.Run), steps, new EventPlace(news.Run.Continued, known + news.Events.Count, log));

        // What changes without an event of its own (branches, the last step when the run ends) counts as changed just now: told once too often is no harm.
        int ChangedAt(StepView step, int index) =>
            step.FanOut is null && index < news.Steps.Count - 1 && touched.TryGetValue(step.Key, out int at) ? at : known + news.Events.Count;
    }

    /// <summary>The steps that somebody has not heard of, or not in this form.</summary>
    public IEnumerable<byte[]> StepsSince(EventPlace? heard) =>
        Steps.Where(s => heard is not { } place || place.Epoch != Place.Epoch || s.ChangedAt >= place.Events).Select(s => EventFrame.Of("step", s.Json));

    /// <summary>The steps that are other ones than a moment before.</summary>
    public IEnumerable<byte[]> StepsSince(RunMoment before) =>
        Steps.Where((s, i) => before.Place.Epoch != Place.Epoch || i >= before.Steps.Count || !ReferenceEquals(s, before.Steps[i])).Select(s => EventFrame.Of("step", s.Json));

    /// <summary>The last event of each step: how many there were before it.</summary>
    private static Dictionary<string, int> TouchedBy(RunNews news, int known)
    {
        Dictionary<string, int> touched = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < news.Events.Count; i++)
        {
            if (news.Events[i] is StepEvent step)
            {
                touched[step.Key.Text] = known + i;
            }
        }

        return touched;
    }

    // A step that was not touched is the same object. One with living branches is another each time, and may say the same.
    private static StepMoment Of(StepMoment? old, int index, StepView step, int changedAt)
    {
        if (old is not null && ReferenceEquals(old.Step, step))
        {
            return old;
        }

        byte[] json = EventFrame.JsonOf(index, step);
        return old is not null && old.Json.AsSpan().SequenceEqual(json) ? old : new StepMoment(step, json, changedAt);
    }
}
