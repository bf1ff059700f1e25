using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Display;

/// <summary>A schedule as a JSON object. Times are ISO 8601 by the store's clock.</summary>
internal static class ScheduleJson
{
    /// <summary>The object.</summary>
    public static JsonObject Of(ScheduleView schedule) => new()
    {
        ["name"] = schedule.Definition.Name,
        ["flow"] = schedule.Definition.Flow,
        ["status"] = schedule.Status.ToString(),
        ["cron"] = schedule.Definition.Cron,
        ["timeZone"] = schedule.Definition.TimeZone,
        ["next"] = schedule.Next?.ToString("o"),
        ["nextDue"] = schedule.NextDue?.ToString("o"),
        ["last"] = schedule.Last?.ToString("o"),
        ["lastRun"] = schedule.LastRun?.Text,
        ["pending"] = schedule.Pending?.ToString("o"),
        ["backlog"] = schedule.Backlog,
        ["started"] = schedule.Started,
        ["skipped"] = schedule.Skipped,
        ["missed"] = schedule.Missed,
        ["arguments"] = ValueJson.Of(ValueCodec.Decode(schedule.Definition.Arguments)),
        ["jitterSeconds"] = schedule.Definition.Jitter.TotalSeconds,
        ["start"] = schedule.Definition.Start?.ToString("o"),
        ["end"] = schedule.Definition.End?.ToString("o"),
        ["overlap"] = schedule.Definition.Overlap.ToString(),
        ["misfire"] = schedule.Definition.Misfire.ToString(),
        ["misfireWindowSeconds"] = schedule.Definition.MisfireWindow.TotalSeconds,
        ["queue"] = schedule.Definition.Queue,
        ["priority"] = schedule.Definition.Priority,
        ["tags"] = new JsonArray([.. schedule.Definition.Tags.Select(t => JsonValue.Create(t))]),
        ["fromFlow"] = schedule.Definition.IsFromFlow,
        ["paused"] = schedule.Paused?.ToString("o"),
        ["errorId"] = schedule.ErrorId,
    };
}
