namespace GoTick.Core.Errors;

/// <summary>What sort of trouble an error is; each room maps it once (PowerShell: the category, HTTP: the status, CLI: the exit code).</summary>
public enum TickErrorKind
{
    /// <summary>The caller's input is wrong; the same call will fail again.</summary>
    InvalidInput,

    /// <summary>What was asked for is not there.</summary>
    NotFound,

    /// <summary>It exists already, or exists in another form.</summary>
    Conflict,

    /// <summary>The call is right but not in this state of things.</summary>
    InvalidState,

    /// <summary>A value, journal or count is over its limit.</summary>
    LimitExceeded,

    /// <summary>Refused for the sake of safety.</summary>
    Security,

    /// <summary>The store cannot be reached or did not answer; trying again later is right.</summary>
    Unavailable,

    /// <summary>Time was over.</summary>
    Timeout,

    /// <summary>The flow's own code failed.</summary>
    FlowError,

    /// <summary>A bug in GoTick.</summary>
    Internal,
}
