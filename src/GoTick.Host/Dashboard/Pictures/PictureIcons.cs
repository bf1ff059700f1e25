using GoTick.Core.Flows;
using GoTick.Host.Pictures;
using MudBlazor;

namespace GoTick.Host.Dashboard.Pictures;

/// <summary>A sign for each kind of step.</summary>
internal static class PictureIcons
{
    /// <summary>The sign's drawing.</summary>
    public static string Of(PictureNode node) => node is not PictureStep step ? Icons.Material.Outlined.CallSplit : step.Kind switch
    {
        StepKind.Task => Icons.Material.Outlined.PlayArrow,
        StepKind.Memo => Icons.Material.Outlined.EditNote,
        StepKind.Array => Icons.Material.Outlined.DataArray,
        StepKind.Sleep => Icons.Material.Outlined.Bedtime,
        StepKind.FanOut => Icons.Material.Outlined.CallSplit,
        StepKind.State => Icons.Material.Outlined.Save,
        StepKind.Start => Icons.Material.Outlined.RocketLaunch,
        StepKind.Signal => Icons.Material.Outlined.Notifications,
        StepKind.Approval => Icons.Material.Outlined.HowToReg,
        StepKind.Child => Icons.Material.Outlined.AccountTree,
        StepKind.Compensation => Icons.Material.Outlined.Undo,
        StepKind.Send => Icons.Material.Outlined.Send,
        StepKind.Reboot => Icons.Material.Outlined.RestartAlt,
        StepKind.Arguments or StepKind.Callback or StepKind.Limit => Icons.Material.Outlined.Circle, // the text has no such calls that are drawn
        _ => throw new InvalidOperationException($"Unknown kind of step {step.Kind}."),
    };
}
