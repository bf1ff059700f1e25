using GoTick.Core.Errors;
using GoTick.Core.Security;

namespace GoTick.Host.Access;

/// <summary>What follows from where a server listens and how it was set.</summary>
/// <param name="IsOpen">True: no key is needed, because only this machine reaches it.</param>
/// <param name="IsLoopback">True: every address is this machine's, and no proxy brings others to it.</param>
internal sealed record AccessMode(bool IsOpen, bool IsLoopback)
{
    /// <summary>The mode, if it is a safe one.</summary>
    /// <exception cref="TickException"><c>TickServerUnsafe</c>, <c>TickArgumentInvalid</c>; <see cref="StoreUnavailableException"/>.</exception>
    public static async Task<AccessMode> CheckAsync(string urls, AccessSettings settings, KeyRing keys, CancellationToken cancel)
    {
        IReadOnlyList<ListenAddress> addresses = ListenAddress.ParseAll(urls);
        if (addresses.FirstOrDefault(a => !a.IsLoopback && !a.IsSecure) is { } bare && !settings.IsBehindProxy)
        {
            throw Unsafe(
                $"Others reach {bare.Text}, and would send their keys in the clear. Listen on https:// with --certificate, or on 127.0.0.1, or say --behind-proxy if a proxy that speaks TLS stands before it.",
                bare.Text);
        }

        if (addresses.FirstOrDefault(a => a.IsSecure) is { } secure && settings.Certificate is null)
        {
            throw Unsafe($"{secure.Text} needs a certificate: --certificate PATH, a PEM or PFX file.", secure.Text);
        }

        bool isLoopback = !settings.IsBehindProxy && addresses.All(a => a.IsLoopback);
        bool isOpen = isLoopback && !settings.RequiresKey;
        return isOpen || await keys.HasUsableAsync(cancel)
            ? new AccessMode(isOpen, isLoopback)
            : throw Unsafe(
                "This server needs a key, and its store has none that is valid. Make the first one where the store can be reached: gotick keys create --name NAME --scope admin", urls);
    }

    /// <summary>Throws when it came to listen elsewhere than it was told: the environment can name further addresses to Kestrel (<c>Kestrel__Endpoints__…</c>).</summary>
    /// <exception cref="TickException"><c>TickServerUnsafe</c>.</exception>
    public void CheckBound(IEnumerable<string> addresses)
    {
        if (IsLoopback && addresses.FirstOrDefault(a => !ListenAddress.ParseAll(a)[0].IsLoopback) is { } other)
        {
            throw Unsafe($"It was to listen on this machine alone, and something in its environment has it listen on {other}. Name all addresses with --urls.", other);
        }
    }

    private static TickException Unsafe(string message, string target) => new(TickErrorId.ServerUnsafe, TickErrorKind.Security, message) { Target = target };
}
