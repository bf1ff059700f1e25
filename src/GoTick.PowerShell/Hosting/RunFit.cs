using GoTick.Core.Flows;
using GoTick.Core.Workers;

namespace GoTick.PowerShell.Hosting;

/// <summary>Whether a text fits the journal of a run in flight, or of one of its branches.</summary>
/// <param name="Run">The run.</param>
/// <param name="Status">Its status, or its branch's.</param>
/// <param name="Branch">The branch's key; null for the run itself.</param>
/// <param name="Verdict">The verdict.</param>
internal sealed record RunFit(ItemId Run, RunStatus Status, string? Branch, ReplayVerdict Verdict);
