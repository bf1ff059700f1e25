namespace GoTick.PowerShell.Remote;

/// <summary>What became of a flow that was published.</summary>
/// <param name="Changed">True when the catalogue changed.</param>
/// <param name="Version">The hash of the texts.</param>
internal sealed record FlowPublished(bool Changed, string Version);
