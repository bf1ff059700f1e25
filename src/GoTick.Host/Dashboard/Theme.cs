namespace GoTick.Host.Dashboard;

/// <summary>How bright the dashboard is.</summary>
public enum Theme
{
    /// <summary>As the viewer's system is.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}
