namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Test-Path</c> asks for.</summary>
public enum TestPathType
{
    /// <summary>Either kind.</summary>
    Any,

    /// <summary>Something that holds other items.</summary>
    Container,

    /// <summary>Something that does not.</summary>
    Leaf,
}
