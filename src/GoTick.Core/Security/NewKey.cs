namespace GoTick.Core.Security;

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What its owner sends (<c>gtk_…</c>). It cannot be shown again.</param>
public sealed record NewKey(ApiKey Key, string Secret)
{
    /// <summary>Without the secret, so that no log and no message has it.</summary>
    public override string ToString() => $"NewKey {Key.Id}";
}
