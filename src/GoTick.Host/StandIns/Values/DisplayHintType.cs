namespace Microsoft.PowerShell.Commands;

/// <summary>Which part of a moment the formatter shows; read by the engine's own type data.</summary>
public enum DisplayHintType
{
    /// <summary>The day.</summary>
    Date,

    /// <summary>The time of day.</summary>
    Time,

    /// <summary>Both.</summary>
    DateTime,
}
