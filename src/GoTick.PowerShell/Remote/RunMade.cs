using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>The run that came of a call.</summary>
/// <param name="Id">Its id.</param>
internal sealed record RunMade(ItemId Id);
