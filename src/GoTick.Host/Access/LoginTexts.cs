namespace GoTick.Host.Access;

/// <summary>What stands on the page to log in.</summary>
internal static class LoginTexts
{
    public const string Title = "Log in";
    public const string Key = "API key";
    public const string Button = "Log in";
    public const string Hint = "Keys are made by whoever runs this server: gotick keys create --name NAME --scope read";
    public const string Wrong = "This key is not valid. It may be mistyped, revoked or expired.";
    public const string Stale = "The page had been open for too long. Please try again.";
    public const string TooMany = "Too many wrong keys came from this address. Wait a little.";
}
