using System.Net;
using GoTick.Core.Errors;

namespace GoTick.Host.Access;

/// <summary>An address to listen on, as far as access depends on it.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="IsLoopback">True when only this machine reaches it.</param>
/// <param name="IsSecure">True for TLS.</param>
internal sealed record ListenAddress(string Text, bool IsLoopback, bool IsSecure)
{
    /// <summary>The addresses of a setting, with <c>;</c> between them.</summary>
    /// <exception cref="TickException"><c>TickArgumentInvalid</c>.</exception>
    public static IReadOnlyList<ListenAddress> ParseAll(string urls)
    {
        ListenAddress[] all = [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
        return all.Length > 0 ? all : throw Invalid(urls);
    }

    /// <summary>True for a name that means this machine to each browser and resolver, whatever a DNS server says.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static ListenAddress Parse(string url)
    {
        try
        {
            // Kestrel's own reading: it knows '*' and '+', and takes what it does not know for every address.
            BindingAddress address = BindingAddress.Parse(url);
            bool isSecure = address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
            return isSecure || address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
                ? new ListenAddress(url, !address.IsUnixPipe && !address.IsNamedPipe && IsLoopbackHost(address.Host), isSecure)
                : throw Invalid(url);
        }
        catch (FormatException)
        {
            throw Invalid(url);
        }
    }

    private static TickException Invalid(string url) => new(
        TickErrorId.ArgumentInvalid, TickErrorKind.InvalidInput, $"'{url}' is no address to listen on. Write http://127.0.0.1:7777, or https://0.0.0.0:7777 with --certificate.")
    { Target = url };
}
