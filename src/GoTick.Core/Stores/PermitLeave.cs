namespace GoTick.Core.Stores;

/// <summary>Somebody leaves a limit.</summary>
/// <param name="Holder">Who: it holds no permit any more, and does not wait for one either.</param>
/// <param name="Tag">Only the permit that was asked for under this tag is given back, and a place in the line is kept; null = whatever there is.</param>
public sealed record PermitLeave(string Holder, string? Tag = null);
