namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that <c>Write-Error</c> was given as text.</summary>
public sealed class WriteErrorException : SystemException
{
    /// <summary>An error without a message of its own.</summary>
    public WriteErrorException()
    {
    }

    /// <summary>An error with the script's message.</summary>
    public WriteErrorException(string? message)
        : base(message)
    {
    }

    /// <summary>An error with the script's message and a cause.</summary>
    public WriteErrorException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
