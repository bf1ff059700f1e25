namespace Microsoft.PowerShell.Commands;

/// <summary>A measure of text; what was not asked for is null.</summary>
public sealed class TextMeasureInfo : MeasureInfo
{
    /// <summary>Lines, with a last one that does not end.</summary>
    public int? Lines { get; set; }

    /// <summary>Runs of anything but white space.</summary>
    public int? Words { get; set; }

    /// <summary>UTF-16 units.</summary>
    public int? Characters { get; set; }
}
