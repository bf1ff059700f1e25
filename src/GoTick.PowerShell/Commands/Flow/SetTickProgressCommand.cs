using System.Management.Automation;
using GoTick.Core.Errors;
using GoTick.Core.Execution;

namespace GoTick.PowerShell.Commands.Flow;

/// <summary>
/// Says how far the run is, for those who look at it: <c>Watch-TickRun</c>, <c>Get-TickRun</c>, <c>gotick show</c>. Works in flow scope, in steps and in
/// branches (of the branch then); costs next to nothing, is shown at most four times a second, and says nothing on replay. It stays until it is set anew.
/// </summary>
[Cmdlet(VerbsCommon.Set, "TickProgress", DefaultParameterSetName = Said)]
[OutputType(typeof(void))]
public sealed class SetTickProgressCommand : FlowCommand
{
    private const string Said = "Said";
    private const string Ended = "Ended";

    /// <summary>How much is done, 0 to 100. Default: not known.</summary>
    [Parameter(Position = 0, ParameterSetName = Said)]
    [ValidateRange(0, 100)]
    public int Percent { get; set; } = -1;

    /// <summary>At what it is, in a few words; what is longer than about 50 characters together with the activity is cut.</summary>
    [Parameter(Position = 1, ParameterSetName = Said)]
    public string? Status { get; set; }

    /// <summary>What it does, in a few words.</summary>
    [Parameter(ParameterSetName = Said)]
    public string? Activity { get; set; }

    /// <summary>Nothing is said any more.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Ended)]
    public SwitchParameter Completed { get; set; }

    internal override void Run()
    {
        if (ParameterSetName == Said && Percent < 0 && string.IsNullOrWhiteSpace(Status) && string.IsNullOrWhiteSpace(Activity))
        {
            throw new TickException(TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, "Set-TickProgress needs a percentage, a status or an activity.");
        }

        // In flow scope a replay comes by here again; a step that runs is never a replay.
        if (!Flow.IsFlowScope || !Flow.Activation.IsReplaying)
        {
            Flow.Activation.ShowProgress(ParameterSetName == Ended ? null : new ProgressReport(Percent, Activity, Status));
        }
    }
}
