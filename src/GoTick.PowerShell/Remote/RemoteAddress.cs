using GoTick.Core.Errors;

namespace GoTick.PowerShell.Remote;

/// <summary>The address of a server: <c>https://HOST[:PORT][/PATH]</c>. Plain HTTP goes to this machine alone: elsewhere the key would be read on its way.</summary>
internal sealed record RemoteAddress
{
    private const string Api = "api/v1/";

    private RemoteAddress(Uri root) => Root = root;

    /// <summary>Where the server's paths begin; ends in a slash.</summary>
    public Uri Root { get; }

    /// <summary>Where its API begins.</summary>
    public Uri ApiRoot => new(Root, Api);

    /// <summary>True when it is this machine.</summary>
    public bool IsLoopback => Root.IsLoopback;

    /// <summary>True for what means a server, right or wrong.</summary>
    public static bool Matches(string address) =>
        address.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads it.</summary>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>; the message does not repeat what might be a secret.</exception>
    public static RemoteAddress Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw Invalid("It is no web address");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Invalid("It has to be without user, query and fragment; a key goes into Connect-Tick -ApiKey or $env:GOTICK_API_KEY");
        }

        return uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback
            ? new RemoteAddress(new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + '/'))
            : throw Invalid($"http://{uri.Authority} would send keys and values readable for everybody on the way. Use https; http is for this machine alone");
    }

    /// <summary>For people, and for <c>-Store</c>.</summary>
    public override string ToString() => Root.AbsoluteUri.TrimEnd('/');

    private static TickException Invalid(string why) =>
        new(TickErrorId.StoreInvalid, TickErrorKind.InvalidInput, $"This is not the address of a server. {why}. Write https://HOST.");
}
