namespace Microsoft.PowerShell.Commands;

/// <summary>What <c>Measure-Object</c> writes. The engine's views know it and its kinds by their names.</summary>
public abstract class MeasureInfo
{
    /// <summary>The measured property; null for the objects themselves.</summary>
    public string? Property { get; set; }
}
