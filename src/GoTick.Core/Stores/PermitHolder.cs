namespace GoTick.Core.Stores;

/// <summary>Who holds a permit.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Tag">Under what it was asked for.</param>
/// <param name="Since">When it was given.</param>
public sealed record PermitHolder(string Holder, string Tag, StoreTime Since);
