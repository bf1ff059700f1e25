using System.Globalization;
using System.Resources;

namespace GoTick.Host.Dashboard;

/// <summary>
/// What people read, in their language. Not by the thread's culture: the process has the invariant one, and one circuit after another uses its threads.
/// </summary>
public sealed class Texts
{
    private static readonly ResourceManager English = new("GoTick.Host.Dashboard.Texts", typeof(Texts).Assembly);
    private static readonly ResourceManager Chinese = new("GoTick.Host.Dashboard.Texts.zh", typeof(Texts).Assembly);

    /// <summary>The viewer's language.</summary>
    public Language Language { get; set; }

    /// <summary>A text; its key when there is none.</summary>
    public string this[string key] => Find(key) ?? key;

    /// <summary>A text with places filled in.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>A text; null when there is none.</summary>
    public string? Find(string key) =>
        (Language == Language.Chinese ? Chinese.GetString(key, CultureInfo.InvariantCulture) : null) ?? English.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>The word for a value of an enumeration.</summary>
    public string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];
}
