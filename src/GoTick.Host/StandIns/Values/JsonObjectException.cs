namespace Microsoft.PowerShell.Commands;

/// <summary>A JSON object that cannot become a PowerShell object.</summary>
internal sealed class JsonObjectException(string errorId, string message) : InvalidOperationException(message)
{
    public string ErrorId { get; } = errorId;
}
