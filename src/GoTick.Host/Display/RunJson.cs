using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Execution;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Display;

/// <summary>Runs, steps and records as JSON objects. Times are ISO 8601 by the store's clock, durations milliseconds.</summary>
internal static class RunJson
{
    /// <summary>A run.</summary>
    public static JsonObject Of(RunView run) => Compact(new JsonObject
    {
        ["id"] = run.Id.Text,
        ["flow"] = run.Flow,
        ["version"] = run.Version,
        ["status"] = run.Status.ToString(),
        ["queue"] = run.Queue,
        ["origin"] = run.Origin,
        ["priority"] = run.Priority == 0 ? null : run.Priority,
        ["key"] = run.ConcurrencyKey,
        ["tags"] = run.Tags.Count == 0 ? null : new JsonArray([.. run.Tags.Select(t => JsonValue.Create(t))]),
        ["created"] = run.Created.ToString("o"),
        ["started"] = run.Started?.ToString("o"),
        ["ended"] = run.Ended?.ToString("o"),
        ["wakeAt"] = run.WakeAt?.ToString("o"),
        ["waitsFor"] = run.WaitsFor is not { } wait ? null : new JsonObject { ["kind"] = wait.Kind.ToString(), ["name"] = wait.Name },
        ["step"] = run.Step,
        ["ending"] = run.Ending?.ToString(),
        ["by"] = run.By,
        ["reason"] = run.Reason,
        ["parent"] = run.Parent?.Text,
        ["continued"] = run.Continued > 0 ? run.Continued : null,
        ["compensations"] = run.Compensations > 0 ? run.Compensations : null,
        ["failedAtEnd"] = run.FailedAtEnd > 0 ? run.FailedAtEnd : null,
        ["progress"] = Of(run.Progress),
        ["stepProgress"] = Of(run.StepProgress),
        ["cursor"] = run.Cursor.Length == 0 ? null : run.Cursor,
        ["arguments"] = ValueJson.Of(ValueCodec.Decode(run.Arguments)),
        ["error"] = run.Error is not { } error ? run.ErrorId is { } id ? new JsonObject { ["id"] = id } : null : Compact(new JsonObject
        {
            ["id"] = error.ErrorId,
            ["message"] = error.Message,
            ["script"] = error.Script,
            ["line"] = error.Line > 0 ? error.Line : null,
        }),
    });

    /// <summary>A step.</summary>
    public static JsonObject Of(StepView step) => Compact(new JsonObject
    {
        ["key"] = step.Key,
        ["kind"] = step.Kind.ToString(),
        ["status"] = step.Status,
        ["attempts"] = step.Attempts,
        ["time"] = step.Time.ToString("o"),
        ["tookMs"] = Math.Round(step.Took.TotalMilliseconds, 3),
        ["due"] = step.Due?.ToString("o"),
        ["value"] = ValueJson.Of(ValueCodec.Decode(step.Value)),
        ["run"] = step.Run?.Text,
        ["error"] = step.Error,
        ["branches"] = step.FanOut is not { } wait ? null : new JsonObject { ["total"] = wait.Total, ["done"] = wait.Done, ["failed"] = wait.Failed },
    });

    /// <summary>A branch.</summary>
    public static JsonObject Of(BranchView branch) => Compact(new JsonObject
    {
        ["key"] = branch.Key,
        ["kind"] = "Branch",
        ["status"] = branch.Status,
        ["attempts"] = branch.Attempts,
        ["time"] = branch.Ended?.ToString("o"),
        ["tookMs"] = branch.Ended - branch.Started is { } took ? Math.Round(took.TotalMilliseconds, 3) : null,
        ["progress"] = Of(branch.Progress),
        ["error"] = branch.Error,
        ["steps"] = branch.Steps.Count == 0 ? null : new JsonArray([.. branch.Steps.Select(Of)]),
    });

    /// <summary>A record of a stream.</summary>
    public static JsonObject Of(StreamRecord record) => Compact(new JsonObject
    {
        ["time"] = record.Time.ToString("o"),
        ["stream"] = record.Stream.ToString(),
        ["text"] = record.Text,
        ["step"] = record.Step,
        ["attempt"] = record.Attempt > 0 ? record.Attempt : null,
        ["branch"] = record.Branch,
        ["percent"] = record.Percent >= 0 ? record.Percent : null,
    });

    private static JsonObject? Of(ProgressReport? progress) => progress is null ? null : Compact(new JsonObject
    {
        ["percent"] = progress.Percent < 0 ? null : progress.Percent,
        ["activity"] = progress.Activity,
        ["status"] = progress.Status,
    });

    private static JsonObject Compact(JsonObject json)
    {
        foreach (string name in json.Where(p => p.Value is null).Select(p => p.Key).ToArray())
        {
            json.Remove(name);
        }

        return json;
    }
}
