namespace GoTick.Host.Dashboard;

/// <summary>A language of the dashboard. It touches what people read, and no value.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>中文.</summary>
    Chinese,
}
