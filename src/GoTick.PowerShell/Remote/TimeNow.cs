namespace GoTick.PowerShell.Remote;

/// <summary>The clock of a run's store.</summary>
/// <param name="Now">The time.</param>
internal sealed record TimeNow(DateTimeOffset Now);
