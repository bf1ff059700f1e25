using GoTick.Core.Errors;

namespace GoTick.Host.Commands;

/// <summary>An error as one sentence with its stable id, and as an exit code.</summary>
internal static class ErrorReport
{
    /// <summary>Writes it and returns the exit code.</summary>
    public static int Write(TickException error, TextWriter to)
    {
        to.WriteLine($"gotick: {error.ErrorId}: {error.Message.ReplaceLineEndings(" ")}");
        return error switch
        {
            StoreUnavailableException => ExitCodes.StoreUnavailable,
            { Kind: TickErrorKind.Unavailable } => ExitCodes.StoreUnavailable,
            { Kind: TickErrorKind.InvalidInput or TickErrorKind.NotFound or TickErrorKind.LimitExceeded or TickErrorKind.Security } => ExitCodes.Usage,
            _ => ExitCodes.Failed,
        };
    }
}
