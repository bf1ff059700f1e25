namespace GoTick.PowerShell.Remote;

/// <summary>A body with nothing in it: a change is asked for in JSON, which no form of another site's page can send.</summary>
internal sealed record NothingBody;
