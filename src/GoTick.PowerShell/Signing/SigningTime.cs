using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace GoTick.PowerShell.Signing;

/// <summary>When a signature was made, by a timestamp that was added to it.</summary>
internal static class SigningTime
{
    private const string Rfc3161Token = "1.3.6.1.4.1.311.3.3.1";

    /// <summary>The proven time; null without a timestamp, or when who gave it is not trusted: it can only help a signature, so that is no fault by itself.</summary>
    /// <param name="signer">The signature.</param>
    /// <param name="others">The certificates that came with it.</param>
    /// <param name="trust">Who is trusted to tell the time.</param>
    public static DateTimeOffset? Of(SignerInfo signer, X509Certificate2Collection others, CertificateTrust trust)
    {
        IEnumerable<DateTimeOffset?> times =
        [
            .. TokensOf(signer).Select(token => OfToken(token, signer, others, trust)),
            .. signer.CounterSignerInfos.Cast<SignerInfo>().Select(counter => OfCounterSigner(counter, others, trust)),
        ];
        return times.FirstOrDefault(t => t is not null);
    }

    private static IEnumerable<Rfc3161TimestampToken> TokensOf(SignerInfo signer)
    {
        foreach (CryptographicAttributeObject attribute in signer.UnsignedAttributes)
        {
            if (attribute.Oid.Value == Rfc3161Token
                && attribute.Values.Count == 1
                && Rfc3161TimestampToken.TryDecode(attribute.Values[0].RawData, out Rfc3161TimestampToken? token, out _))
            {
                yield return token;
            }
        }
    }

    private static DateTimeOffset? OfToken(Rfc3161TimestampToken token, SignerInfo signer, X509Certificate2Collection others, CertificateTrust trust)
    {
        DateTimeOffset time = token.TokenInfo.Timestamp;
        X509Certificate2Collection all = [.. token.AsSignedCms().Certificates, .. others];
        return token.VerifySignatureForSignerInfo(signer, out X509Certificate2? authority, all) && trust.TellsTime(authority, all, time) ? time : null;
    }

    // The form before RFC 3161 (PKCS #9): the authority signs the signature, with the time among its signed attributes.
    private static DateTimeOffset? OfCounterSigner(SignerInfo counter, X509Certificate2Collection others, CertificateTrust trust)
    {
        Pkcs9SigningTime? told = counter.SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(a => a.Values.Cast<AsnEncodedData>()).OfType<Pkcs9SigningTime>().FirstOrDefault();
        if (told is null || counter.Certificate is not { } authority)
        {
            return null;
        }

        try
        {
            counter.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return null;
        }

        var time = new DateTimeOffset(told.SigningTime.ToUniversalTime());
        return trust.TellsTime(authority, others, time) ? time : null;
    }
}
