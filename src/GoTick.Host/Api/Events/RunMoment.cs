using GoTick.Core.Client;
using GoTick.Core.Flows;

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
        StepMoment[] steps = [.. news.Steps.Select((s, i) => Of(i < old.Count ? old[i] : null, i, s, known))];
        return new RunMoment(news.Run, EventFrame.JsonOf(news.Run), steps, new EventPlace(news.Run.Continued, known + news.Events.Count, log));
    }

    /// <summary>The steps that somebody has not heard of, or not in this form.</summary>
    public IEnumerable<byte[]> StepsSince(EventPlace? heard) =>
        Steps.Where(s => heard is not { } place || place.Epoch != Place.Epoch || s.ChangedAt >= place.Events).Select(s => EventFrame.Of("step", s.Json));

    /// <summary>The steps that are other ones than a moment before.</summary>
    public IEnumerable<byte[]> StepsSince(RunMoment before) =>
        Steps.Where((s, i) => before.Place.Epoch != Place.Epoch || i >= before.Steps.Count || !ReferenceEquals(s, before.Steps[i])).Select(s => EventFrame.Of("step", s.Json));

    // A step that was not touched is the same object. One with living branches is another each time, and may say the same.
    private static StepMoment Of(StepMoment? old, int index, StepView step, int known)
    {
        if (old is not null && ReferenceEquals(old.Step, step))
        {
            return old;
        }

        byte[] json = EventFrame.JsonOf(index, step);
        return old is not null && old.Json.AsSpan().SequenceEqual(json) ? old : new StepMoment(step, json, known);
    }
}
