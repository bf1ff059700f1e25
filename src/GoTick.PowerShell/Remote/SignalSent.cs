namespace GoTick.PowerShell.Remote;

/// <summary>A signal that is in the store.</summary>
/// <param name="Id">Its id.</param>
internal sealed record SignalSent(string Id);
