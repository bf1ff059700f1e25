using System.Collections;

namespace Microsoft.PowerShell.Commands;

/// <summary>A dictionary that JSON cannot hold, since its keys are no text.</summary>
internal sealed class NonStringKeyException(IDictionary dictionary) : InvalidOperationException(
    $"The type '{dictionary.GetType()}' is not supported for serialization of a dictionary. Keys must be strings.")
{
    public IDictionary Dictionary { get; } = dictionary;
}
