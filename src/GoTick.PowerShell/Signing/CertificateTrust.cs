using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GoTick.PowerShell.Signing;

/// <summary>Which certificates may sign. Nothing is fetched and no revocation list is asked: a worker may be cut off from both.</summary>
/// <param name="Pinned">The only signers; none = whoever has a certificate from an authority that the machine trusts.</param>
/// <param name="Roots">Trusted authorities in place of the machine's own; null = the machine's.</param>
internal sealed record CertificateTrust(IReadOnlyList<Thumbprint> Pinned, X509Certificate2Collection? Roots = null)
{
    /// <summary>The purpose of a certificate that signs code.</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>The purpose of a certificate that says when something was signed.</summary>
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Checks a signer. A pinned one is trusted by itself, so it may be self-signed; its purpose and its time count all the same.</summary>
    /// <param name="signer">The certificate that signed.</param>
    /// <param name="others">What came with it: the way to its authority.</param>
    /// <param name="when">When it signed, as far as that is proven; else now.</param>
    /// <exception cref="UntrustedTextException">It may not sign.</exception>
    public void CheckSigner(X509Certificate2 signer, X509Certificate2Collection others, DateTimeOffset when)
    {
        if (!IsFor(signer, CodeSigning))
        {
            throw new UntrustedTextException($"is signed with {Named(signer)}, which is not made for signing code");
        }

        if (when < signer.NotBefore || when > signer.NotAfter)
        {
            throw new UntrustedTextException(string.Create(
                CultureInfo.InvariantCulture,
                $"is signed with {Named(signer)}, which was valid from {signer.NotBefore:u} to {signer.NotAfter:u}, and no trusted timestamp proves that it was signed then"));
        }

        if (Pinned.Count > 0 ? !Pinned.Any(p => p.IsOf(signer)) : !IsFromTrusted(signer, others, CodeSigning, when))
        {
            throw new UntrustedTextException(Pinned.Count > 0
                ? $"is signed with {Named(signer)}, which is not among the trusted signers"
                : $"is signed with {Named(signer)}, which comes from no authority that this machine trusts for signing code");
        }
    }

    /// <summary>Whether a timestamp's certificate is trusted to say the time.</summary>
    public bool TellsTime(X509Certificate2 authority, X509Certificate2Collection others, DateTimeOffset when) =>
        IsFor(authority, TimeStamping) && IsFromTrusted(authority, others, TimeStamping, when);

    private bool IsFromTrusted(X509Certificate2 certificate, X509Certificate2Collection others, string purpose, DateTimeOffset when)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(purpose));
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = when.UtcDateTime;
        if (Roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(Roots);
        }

        return chain.Build(certificate);
    }

    // A certificate that names no purpose would do for any: it has to name this one.
    private static bool IsFor(X509Certificate2 certificate, string purpose) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == purpose))
        && certificate.Extensions.OfType<X509KeyUsageExtension>().All(e => e.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature));

    private static string Named(X509Certificate2 certificate) => $"'{certificate.Subject}' ({certificate.GetCertHashString(HashAlgorithmName.SHA256)})";
}
