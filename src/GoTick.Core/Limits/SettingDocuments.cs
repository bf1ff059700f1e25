using System.Text.Json;
using GoTick.Core.Stores;

namespace GoTick.Core.Limits;

/// <summary>How limits and pauses are kept: documents of the kind <see cref="StoreLimits.SettingKind"/>.</summary>
internal static class SettingDocuments
{
    private const string LimitPrefix = "limit:";
    private const string QueuePrefix = "queue:";

    public static string NameOf(LimitName limit) => LimitPrefix + limit.Text;

    public static string NameOfPause(string queue) => QueuePrefix + queue;

    public static byte[] BodyOf(LimitSpec spec) => JsonSerializer.SerializeToUtf8Bytes(spec, CoreJson.Default.LimitSpec);

    /// <summary>The limit that a document sets; null when it is about something else, or was written by a newer GoTick in a form unknown here.</summary>
    public static (string Name, LimitSpec Spec)? LimitOf(Document document)
    {
        if (!document.Name.StartsWith(LimitPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(document.Body, CoreJson.Default.LimitSpec) is { } spec ? (document.Name[LimitPrefix.Length..], spec) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The queue that a document pauses; null when it is about something else.</summary>
    public static string? PauseOf(Document document) =>
        document.Name.StartsWith(QueuePrefix, StringComparison.Ordinal) ? document.Name[QueuePrefix.Length..] : null;
}
