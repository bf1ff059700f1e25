using GoTick.Core.Execution;
using GoTick.Core.Flows;

namespace GoTick.Core.Workers;

/// <summary>What a journal is replayed against.</summary>
/// <param name="Version">The text.</param>
/// <param name="Block">In that text, the block of the branch whose journal it is; null for a run's.</param>
internal sealed record ReplayText(FlowVersion Version, BlockReference? Block);
