using GoTick.Core.Flows;

namespace GoTick.PowerShell.Hosting;

/// <summary>Restarts runs; beside a store it is this process that replays them, behind a server it is the server.</summary>
internal interface IRunMender
{
    /// <inheritdoc cref="RunMending.RestartAsync"/>
    Task<ItemId> RestartAsync(RunRestart what, CancellationToken stop);
}
