namespace GoTick.Host.Dashboard;

/// <summary>What a viewer has chosen, as the browser remembers it.</summary>
public sealed record Preferences
{
    /// <summary>The cookie of the language.</summary>
    public const string LanguageCookie = "gotick-language";

    /// <summary>The cookie of the theme.</summary>
    public const string ThemeCookie = "gotick-theme";

    /// <summary>The language. Default: the first of the browser's that there is.</summary>
    public Language Language { get; init; }

    /// <summary>The theme. Default: the system's.</summary>
    public Theme Theme { get; init; }

    /// <summary>The language as HTML names it.</summary>
    public string LanguageTag => Tag(Language);

    /// <summary>The theme in one word.</summary>
    public string ThemeWord => Word(Theme);

    /// <summary>A language as HTML and the cookie name it.</summary>
    public static string Tag(Language language) => language == Language.Chinese ? "zh" : "en";

    /// <summary>A theme as the cookie names it.</summary>
    public static string Word(Theme theme) => theme switch
    {
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => "system",
    };

    /// <summary>What a request says.</summary>
    public static Preferences Of(HttpRequest request) => new()
    {
        Language = request.Cookies[LanguageCookie] switch
        {
            "zh" => Language.Chinese,
            "en" => Language.English,
            _ => FirstOf(request.Headers.AcceptLanguage.ToString()),
        },
        Theme = request.Cookies[ThemeCookie] switch
        {
            "light" => Theme.Light,
            "dark" => Theme.Dark,
            _ => Theme.System,
        },
    };

    private static Language FirstOf(string accepted)
    {
        foreach (string part in accepted.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                return Language.Chinese;
            }

            if (part.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return Language.English;
            }
        }

        return Language.English;
    }
}
