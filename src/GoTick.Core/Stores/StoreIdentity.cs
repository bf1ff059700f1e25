namespace GoTick.Core.Stores;

/// <summary>Which store it is, for people: never with credentials.</summary>
/// <param name="Kind"><c>redis</c>, <c>sqlite</c> or <c>memory</c>.</param>
/// <param name="Text">The address without user and password.</param>
/// <param name="IsShared">True when other machines can reach it.</param>
public sealed record StoreIdentity(string Kind, string Text, bool IsShared)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
