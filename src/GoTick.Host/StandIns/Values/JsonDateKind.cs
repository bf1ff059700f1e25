namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>ConvertFrom-Json</c> makes of a text that is a date in ISO 8601.</summary>
public enum JsonDateKind
{
    /// <summary>A DateTime of the kind that the text says.</summary>
    Default,

    /// <summary>A DateTime in local time.</summary>
    Local,

    /// <summary>A DateTime in UTC.</summary>
    Utc,

    /// <summary>A DateTimeOffset.</summary>
    Offset,

    /// <summary>The text itself.</summary>
    String,
}
