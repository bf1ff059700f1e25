using System.Management.Automation;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>A branch of a flow: made by <c>New-TickAsync</c>, run by <c>Wait-TickAsync</c>, which fills in how it ended.</summary>
public sealed class TickBranch
{
    internal TickBranch(BranchRequest request) => Request = request;

    /// <summary>Its key in the run: <c>NAME</c>, <c>NAME#2</c> or <c>NAME[i]</c>.</summary>
    public string Key => Request.Key;

    /// <summary>Where it is: made, or how it ended.</summary>
    public TickBranchState State { get; private set; }

    /// <summary>What it wrote: nothing is <c>$null</c>, one object itself, more an array.</summary>
    public object? Value { get; private set; }

    /// <summary>Its error, when it failed.</summary>
    public ErrorRecord? Error { get; private set; }

    internal BranchRequest Request { get; }

    /// <inheritdoc/>
    public override string ToString() => Key;

    internal void End(TickBranchState state, object? value, ErrorRecord? error)
    {
        State = state;
        Value = value;
        Error = error;
    }
}
