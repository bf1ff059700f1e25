using GoTick.PowerShell.Hosting;

namespace GoTick;

/// <summary>Asked by the guards that are written into <c>finally</c> and <c>clean</c> bodies of flows: they run when the block is really left.</summary>
public static class Suspension
{
    /// <summary>
    /// True while flow scope on this thread unwinds because it suspends, or because it was stopped and another worker will go on with it. A step's block that
    /// is stopped is really left (it begins anew elsewhere), so its <c>finally</c> runs.
    /// </summary>
    public static bool IsUnwinding => FlowContext.Current?.IsLeftOpen ?? false;
}
