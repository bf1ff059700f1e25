using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Signing;

/// <summary>Judges whether each file of a version carries a valid Authenticode signature, on every system: PowerShell itself can do so on Windows only.</summary>
/// <param name="trust">Which certificates may sign.</param>
/// <param name="time">What time it is.</param>
internal sealed class SignedTexts(CertificateTrust trust, TimeProvider time)
{
    private const string ContentTypeAttribute = "1.2.840.113549.1.9.3";

    /// <summary>Why a version is not trusted: the first file that is not signed as it should, and what is wrong with it; null = it is trusted.</summary>
    public string? Distrust(FlowVersion version)
    {
        foreach (FlowFile file in version.Files)
        {
            try
            {
                Check(file);
            }
            catch (UntrustedTextException e)
            {
                return $"'{file.Path}' {e.Message}.";
            }
            catch (Exception e) when (e is CryptographicException or AsnContentException or EncoderFallbackException)
            {
                return $"'{file.Path}' has a signature that cannot be verified: {e.Message}";
            }
        }

        return null;
    }

    private void Check(FlowFile file)
    {
        var text = SignedText.Read(file);
        var message = new SignedCms();
        message.Decode(text.Signature);
        if (message.ContentInfo.ContentType.Value != IndirectData.ContentType || message.SignerInfos.Count != 1)
        {
            throw new UntrustedTextException("has a signature block that holds no Authenticode signature");
        }

        SignerInfo signer = message.SignerInfos[0];
        var signed = IndirectData.Read(message.ContentInfo.Content);
        if (!text.HasDigest(signed.Algorithm, signed.Digest))
        {
            throw new UntrustedTextException("was changed after it was signed");
        }

        CheckSignature(signer);
        X509Certificate2 certificate = signer.Certificate ?? throw new UntrustedTextException("has a signature without its certificate");
        trust.CheckSigner(certificate, message.Certificates, SigningTime.Of(signer, message.Certificates, trust) ?? time.GetUtcNow());
    }

    // Without the signed attribute, bytes that somebody signed for something else could be passed off as attributes or content.
    private static void CheckSignature(SignerInfo signer)
    {
        IndirectData.AlgorithmOf(signer.DigestAlgorithm.Value);
        bool isAboutContent = signer.SignedAttributes.Cast<CryptographicAttributeObject>()
            .Any(a => a.Oid.Value == ContentTypeAttribute && a.Values is [Pkcs9ContentType { ContentType.Value: IndirectData.ContentType }]);
        if (!isAboutContent)
        {
            throw new UntrustedTextException("has a signature that does not say what it signs");
        }

        signer.CheckSignature(verifySignatureOnly: true);
    }
}
