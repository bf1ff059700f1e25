using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>The texts of a flow that is to be published.</summary>
internal sealed record FlowBody
{
    /// <summary>The flow's own file first, then those that it dot-sources or uses as modules.</summary>
    public required IReadOnlyList<FlowFile> Files { get; init; }

    /// <summary>True: a text that the catalogue ever had for the name is not published again.</summary>
    public bool OnlyIfNew { get; init; }

    /// <summary>False: the text alone; schedules stay as they are.</summary>
    public bool WithSchedule { get; init; } = true;
}
