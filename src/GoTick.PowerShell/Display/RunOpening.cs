using GoTick.Core.Client;

namespace GoTick.PowerShell.Display;

/// <summary>What is said before a run is shown.</summary>
/// <param name="Run">The run.</param>
/// <param name="Store">The store, without user and password.</param>
/// <param name="Resumes">True when it was begun by an earlier call.</param>
/// <param name="Holder">The living process that executes it; null when it is this one.</param>
internal sealed record RunOpening(RunView Run, string Store, bool Resumes, string? Holder)
{
    /// <inheritdoc/>
    public override string ToString() => (Resumes, Holder) switch
    {
        (_, { } holder) => $"Following {Run.Id} of {Run.Flow} in {Store}: {holder} executes it",
        (true, _) => $"Going on with {Run.Id} of {Run.Flow} in {Store}",
        _ => $"Run {Run.Id} of {Run.Flow} in {Store}",
    };
}
