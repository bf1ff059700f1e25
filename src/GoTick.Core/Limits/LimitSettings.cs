using GoTick.Core.Stores;

namespace GoTick.Core.Limits;

/// <summary>The limits and pauses that people have set, as they were at one moment.</summary>
internal sealed class LimitSettings
{
    private readonly Dictionary<string, LimitSpec> _limits = new(StringComparer.Ordinal);

    public LimitSettings(IEnumerable<Document> documents)
    {
        List<string> paused = [];
        foreach (Document document in documents)
        {
            if (SettingDocuments.LimitOf(document) is { } limit)
            {
                _limits[limit.Name] = limit.Spec;
                HasSteps |= limit.Name.StartsWith("step:", StringComparison.Ordinal);
            }
            else if (SettingDocuments.PauseOf(document) is { } queue)
            {
                paused.Add(queue);
            }
        }

        Paused = paused;
    }

    public static LimitSettings None { get; } = new([]);

    public bool IsEmpty => _limits.Count == 0 && Paused.Count == 0;

    /// <summary>True when steps are limited at all.</summary>
    public bool HasSteps { get; }

    /// <summary>The queues that are paused.</summary>
    public IReadOnlyList<string> Paused { get; }

    public IEnumerable<string> Limits => _limits.Keys;

    public LimitSpec? Find(LimitName name) => _limits.Count == 0 ? null : _limits.GetValueOrDefault(name.Text);
}
