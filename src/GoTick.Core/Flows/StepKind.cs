namespace GoTick.Core.Flows;

/// <summary>What a step is. Replay matches a step by key and kind.</summary>
public enum StepKind
{
    /// <summary>Work without a value (<c>Invoke-TickTask</c>).</summary>
    Task,

    /// <summary>Work with a value (<c>Get-TickMemo</c>).</summary>
    Memo,

    /// <summary>Work whose value is always an array (<c>Get-TickArray</c>).</summary>
    Array,

    /// <summary>A durable sleep (<c>Start-TickSleep</c>).</summary>
    Sleep,

    /// <summary>A wait for branches (<c>Wait-TickAsync</c>, <c>Invoke-TickParallel</c>).</summary>
    FanOut,

    /// <summary>A change of the run's state (<c>Set-TickState</c>); its names are a namespace of their own.</summary>
    State,

    /// <summary>The start of an independent run from a flow (<c>Start-TickFlow</c> in flow scope).</summary>
    Start,

    /// <summary>The arguments with their defaults, evaluated once.</summary>
    Arguments,

    /// <summary>A wait for a value from outside (<c>Wait-TickSignal</c>); its names are a namespace of their own.</summary>
    Signal,

    /// <summary>A wait for people's consent (<c>Wait-TickApproval</c>).</summary>
    Approval,

    /// <summary>A child run (<c>Invoke-TickFlow</c>).</summary>
    Child,

    /// <summary>What undoes something when the run does not succeed (<c>Register-TickCompensation</c>).</summary>
    Compensation,

    /// <summary>What is told of an end (<c>-OnFailure</c>, <c>Register-TickCallback</c>).</summary>
    Callback,

    /// <summary>The sending of a signal from a flow (<c>Send-TickSignal</c> in flow scope).</summary>
    Send,

    /// <summary>A wait for a permit of a limit. It is no step, and no journal has it; a run that waits says so.</summary>
    Limit,

    /// <summary>The reboot of the worker's machine (<c>Restart-TickComputer</c>).</summary>
    Reboot,
}
