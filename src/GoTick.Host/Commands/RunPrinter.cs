using System.Globalization;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Host.Commands;

/// <summary>Prints what happens in a run as plain lines, read from the store, so that it is the same whoever executes it.</summary>
internal sealed class RunPrinter(TickClient client, ItemId id, TextWriter to)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<(string Key, int At), string> _shown = [];
    private long _lastRecord;

    /// <summary>Prints until the run has ended or is suspended.</summary>
    public async Task<RunView> FollowAsync(CancellationToken stop)
    {
        while (true)
        {
            RunView? ended = await client.WaitAsync(id, Look, stop);
            await PrintNewAsync(stop);
            if (ended is not null)
            {
                return ended;
            }
        }
    }

    private async Task PrintNewAsync(CancellationToken stop)
    {
        foreach ((long number, StreamRecord record) in await client.ReadLogAsync(id, _lastRecord, stop))
        {
            _lastRecord = number;
            await to.WriteLineAsync($"    {record.Text}");
        }

        IReadOnlyList<StepView> steps = await client.ReadStepsAsync(id, stop);
        for (int i = 0; i < steps.Count; i++)
        {
            StepView step = steps[i];
            string line = LineOf(step);
            if (!_shown.TryGetValue((step.Key, i), out string? before) || before != line)
            {
                _shown[(step.Key, i)] = line;
                await to.WriteLineAsync(line);
            }
        }
    }

    private static string LineOf(StepView step)
    {
        string kind = step.Kind.ToString().ToLowerInvariant();
        return step.Status switch
        {
            "Completed" when step.Kind == StepKind.Sleep => $"  ✓ {kind,-6} {step.Key} over",
            "Completed" => $"  ✓ {kind,-6} {step.Key} {Span(step.Took)}{(step.Attempts > 1 ? $" (attempt {step.Attempts})" : "")}",
            "Waiting" => $"  … {kind,-6} {step.Key} for {Span(step.Took)}",
            "Retrying" => $"  ↻ {kind,-6} {step.Key} failed (attempt {step.Attempts}): {step.Error}",
            _ => $"  ✗ {kind,-6} {step.Key} failed after {step.Attempts} attempt(s): {step.Error}",
        };
    }

    private static string Span(TimeSpan span) => span < TimeSpan.FromSeconds(1)
        ? span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms"
        : span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
