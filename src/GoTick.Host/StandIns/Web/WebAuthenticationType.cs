namespace Microsoft.PowerShell.Commands;

/// <summary>How a web command proves who asks.</summary>
public enum WebAuthenticationType
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A name and a password.</summary>
    Basic,

    /// <summary>A token.</summary>
    Bearer,

    /// <summary>The same as Bearer.</summary>
    OAuth,
}
